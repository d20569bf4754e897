import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateMetric } from '../evaluate-metric.ts'
import { ownMetrics } from './own-metric.ts'

const own = (formula: string, more: object = {}) =>
  ownMetrics({ own: { formula, scale: 1, higherIsBetter: true, ...more } }, 'install')[0]

describe('a formula', () => {
  test.each([
    ['spend / event.level_5', 'money_per_count', false],
    ['1000 * spend / impressions', 'money_per_count', false],
    ['revenue / spend - 1', 'ratio', false],
    ['event.trial + event.purchase', 'count', true],
    ['(revenue - spend) * 0.7', 'money', true],
    ['-clicks', 'count', true],
    ['installs / spend', 'count_per_money', false],
    ['ipm * arpi', 'money_per_count', false],
    ['cpa.purchase / 2', 'money_per_count', false],
    ['"event.sign-up" / clicks', 'ratio', false],
  ])('%s has its unit and adds up or not', (formula, unit, additive) => {
    expect(own(formula)).toMatchObject({ kind: 'formula', unit, additive })
  })

  test.each([
    ['clicks + ctr', /clicks is a sum and ctr is a ratio/],
    ['clicks + 5', /clicks is a sum and 5 is a number/],
    ['clicks + spend', /clicks is in counts and spend in money/],
    ['ipm + cpi', /ipm is without a unit and cpi in money, counts below the line/],
    ['clicks * spend', /a sum times a sum/],
    ['installs * arpi', /a sum times a ratio/],
    ['installs / ctr', /a sum divided by a ratio/],
    ['1 / clicks', /a number divided by a sum/],
    ['clicks / 0', /divides by 0/],
    ['clicks / (2 - 2)', /divides by 0/],
    ['5 + 2', /names no metric/],
    ['cpi * cpi', /no unit anybody reads/],
    ['clicks /', /cannot read the formula/],
    ['clicks ; drop', /cannot read the formula/],
    ['clikcs / installs', /did you mean clicks/],
  ])('%s is refused with what does not fit', (formula, expected) => {
    expect(() => own(formula)).toThrow(expected)
  })

  test('that is too long or too deep is refused', () => {
    expect(() => own('x'.repeat(2000))).toThrow(/too long/)
    expect(own(`${'('.repeat(20)}clicks${')'.repeat(20)}`)).toMatchObject({ additive: true })
    expect(own(`clicks${' + clicks'.repeat(100)}`)).toMatchObject({ additive: true })
  })

  test('may be shown in a unit that fits', () => {
    expect(own('clicks / impressions', { unit: 'share' })).toMatchObject({ unit: 'share' })
    expect(() => own('clicks / impressions', { unit: 'money' })).toThrow(/is not in money/)
  })

  test('may use own metrics above it, and none below', () => {
    const base = { scale: 1, higherIsBetter: true }
    const [, double] = ownMetrics(
      { half: { ...base, formula: 'clicks / 2' }, double: { ...base, formula: 'half * 4' } },
      'install',
    )
    expect(double).toMatchObject({ additive: true, unit: 'count' })
    expect(() =>
      ownMetrics({ a: { ...base, formula: 'b * 2' }, b: { ...base, formula: 'clicks' } }, 'install'),
    ).toThrow(/metrics\.a: unknown metric: b/)
  })

  test.each([
    [{ numerator: 'clicks' }, /needs a formula/],
    [{ formula: 'clicks', numerator: 'clicks', denominator: 'installs' }, /needs a formula/],
    [{ numerator: 'ctr', denominator: 'installs' }, /ctr is a ratio already/],
    [{ formula: 'clicks', scale: 1000 }, /formula and a scale/],
  ])('%o is refused', (settings, expected) => {
    expect(() => ownMetrics({ own: { scale: 1, higherIsBetter: true, ...settings } }, 'install')).toThrow(
      expected,
    )
  })

  test('cannot take the name of a dimension', () => {
    expect(() =>
      ownMetrics({ country: { formula: 'clicks', scale: 1, higherIsBetter: true } }, 'install'),
    ).toThrow(/name of a dimension/)
  })
})

const part = (network: string, components: Record<string, number | null>) => ({
  network,
  components,
  basis: {},
  unknown: Object.fromEntries(
    Object.entries(components).flatMap(([key, value]) =>
      value === null ? [[key, 'nobody reports it']] : [],
    ),
  ),
  incomplete: {},
})
const row = (...parts: readonly ReturnType<typeof part>[]) => ({ keys: [], names: [], parts })

function calculated(formula: string, answered: ReturnType<typeof row>) {
  const metric = own(formula)
  if (metric === undefined) throw new Error('no metric')
  return evaluateMetric(metric, answered)
}

describe('the value of a formula', () => {
  test('is recomputed from sums, never averaged', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ clicks: fc.nat(50), spend: fc.nat(50) }), { minLength: 1, maxLength: 6 }),
        (parts) => {
          const sum = (key: 'clicks' | 'spend') => parts.reduce((total, one) => total + one[key], 0)
          const { value } = calculated(
            '3 * spend / (2 * clicks) - 0.5 * cpc',
            row(...parts.map((one, index) => part(`n${index}`, one))),
          )
          if (sum('clicks') === 0) expect(value).toBeNull()
          else expect(value).toBeCloseTo((1.5 - 0.5) * (sum('spend') / sum('clicks')), 9)
        },
      ),
    )
  })

  test('is absent with a reason where it divides by 0 or a part is unknown', () => {
    expect(calculated('spend / clicks', row(part('a', { spend: 5, clicks: 0 })))).toEqual({
      value: null,
      reason: 'clicks is 0',
    })
    expect(calculated('spend / clicks', row(part('a', { spend: 5, clicks: null })))).toEqual({
      value: null,
      reason: 'nobody reports it',
    })
    expect(
      calculated(
        'spend / clicks',
        row(part('a', { spend: 5, clicks: null }), part('b', { spend: null, clicks: 2 })),
      ),
    ).toEqual({ value: null, reason: 'spend and clicks are known for different networks only' })
  })

  test('counts only networks on which all of it is known', () => {
    const answered = row(part('a', { spend: 5, clicks: 2 }), part('organic', { spend: null, clicks: 100 }))
    expect(calculated('spend / clicks', answered).value).toBe(2.5)
  })
})
