import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from '../multiplicity/benjamini-hochberg.ts'
import { eBenjaminiHochberg } from '../multiplicity/e-benjamini-hochberg.ts'
import { isComputed } from '../not-computed.ts'
import { compareCreatives } from './compare-creatives.ts'
import { conditionalRatio } from './conditional-ratio.ts'
import { heterogeneity } from './heterogeneity.ts'
import { mantelHaenszelRatio } from './mantel-haenszel.ts'
import type { PairedStratum } from './types.ts'

const of = (conversions: number, exposure: number) => ({ conversions, exposure })

const simpson: PairedStratum[] = [
  { stratum: 'poor', first: of(900, 90_000), second: of(180, 20_000) },
  { stratum: 'rich', first: of(500, 10_000), second: of(3_600, 80_000) },
]

describe('comparing two rates', () => {
  it('agrees with the printed vectors', () => {
    const exact = conditionalRatio(of(145, 10_000), of(82, 10_000))
    const wide = conditionalRatio(of(145, 10_000), of(82, 10_000), { phi: 2 })
    if (!isComputed(exact) || !isComputed(wide)) throw new Error('not computed')
    expect([exact.ratio.toFixed(3), exact.low.toFixed(3), exact.high?.toFixed(3)]).toEqual([
      '1.768',
      '1.340',
      '2.348',
    ])
    expect([wide.low.toFixed(3), wide.high?.toFixed(3)]).toEqual(['1.190', '2.661'])
    const common = mantelHaenszelRatio(simpson)
    if (!isComputed(common)) throw new Error('not computed')
    expect(common.ratio.toFixed(4)).toBe('1.1111')
    expect(common.low).toBeLessThan(common.ratio)
  })

  it('finds Simpson’s paradox and its overlap', () => {
    const result = compareCreatives({
      repeatable: false,
      creatives: ['first', 'second'].map((id) => ({
        id,
        cells: simpson.map((s) => ({ stratum: s.stratum, ...(id === 'first' ? s.first : s.second) })),
      })),
    })
    const only = result.comparisons[0]
    expect(only?.simpson).toBe(true)
    expect(only?.overlap).toBeCloseTo(0.5791, 4)
    expect(result.scope).toBe(1)
  })

  it('swapping sides inverts the ratio', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1_000, max: 1e7 }),
        fc.integer({ min: 1_000, max: 1e7 }),
        (c1, c2, n1, n2) => {
          const forward = conditionalRatio(of(c1, n1), of(c2, n2))
          const backward = conditionalRatio(of(c2, n2), of(c1, n1))
          if (!isComputed(forward) || !isComputed(backward)) throw new Error('not computed')
          expect(forward.ratio * backward.ratio).toBeCloseTo(1, 9)
          expect(forward.low * (backward.high ?? 0)).toBeCloseTo(1, 6)
          expect(forward.pValue).toBeCloseTo(backward.pValue, 9)
          expect(forward.low).toBeLessThanOrEqual(forward.ratio)
          expect(forward.high ?? 0).toBeGreaterThanOrEqual(forward.ratio)
          const one = mantelHaenszelRatio([{ stratum: '', first: of(c1, n1), second: of(c2, n2) }])
          expect(isComputed(one) && one.ratio / forward.ratio).toBeCloseTo(1, 9)
        },
      ),
    )
  })

  it('sees strata that disagree', () => {
    const agree = heterogeneity(simpson)
    expect(isComputed(agree) && agree.pValue).toBeGreaterThan(0.9)
    const differ = heterogeneity([
      { stratum: 'a', first: of(200, 1e4), second: of(100, 1e4) },
      { stratum: 'b', first: of(100, 1e4), second: of(200, 1e4) },
    ])
    expect(isComputed(differ) && differ.pValue).toBeLessThan(1e-9)
    expect(isComputed(differ) && differ.variance).toBeGreaterThan(0.5)
  })

  it('gives numbers or reasons for any counts', () => {
    const cell = fc
      .tuple(
        fc.constantFrom('a', 'b'),
        fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e12, noNaN: true })),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map(([stratum, exposure, share]) => ({ stratum, exposure, conversions: exposure * share }))
    const bad = (value: unknown): boolean =>
      typeof value === 'number'
        ? !Number.isFinite(value)
        : typeof value === 'object' && value !== null && Object.values(value).some(bad)
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 3 }), { maxLength: 4 }),
        fc.boolean(),
        (list, repeatable) => {
          const creatives = list.map((cells, i) => ({ id: String(i), cells }))
          expect(bad(compareCreatives({ creatives, repeatable }))).toBe(false)
        },
      ),
    )
  })

  it('says why there is no ratio', () => {
    expect(conditionalRatio(of(0, 100), of(0, 100))).toMatchObject({ code: 'no_conversions' })
    expect(conditionalRatio(of(5, 100), of(0, 100))).toMatchObject({ code: 'no_conversions' })
    expect(conditionalRatio(of(0, 0), of(3, 100))).toMatchObject({ code: 'no_exposure' })
    expect(mantelHaenszelRatio([])).toMatchObject({ code: 'no_conversions' })
  })
})

describe('several comparisons', () => {
  it('controls false discoveries as published', () => {
    expect(benjaminiHochberg([0.01, 0.04, 0.03, 0.005]).map((q) => Number(q.toFixed(4)))).toEqual([
      0.02, 0.04, 0.04, 0.02,
    ])
    expect(eBenjaminiHochberg([100, 35, 5], 0.05)).toEqual([true, true, false])
    expect(eBenjaminiHochberg([30, 10, 5], 0.05)).toEqual([false, false, false])
  })
})
