import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { drawNormal } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import type { Decision } from '../ranking/types.ts'
import { expectConversions } from './expect-conversions.ts'
import { planBudget } from './plan-budget.ts'
import { estimatePriceResponse } from './price-response.ts'
import type { BudgetObject, BudgetPlan, BudgetSettings } from './types.ts'

const yieldOf = (estimate: number, half: number) => ({
  estimate,
  low: estimate * (1 - half),
  high: estimate * (1 + half),
  level: 0.95,
})

/** Its cost is sure where it is decided on, and hardly known where it is not. */
const object = (
  id: string,
  spend: number,
  decision: Decision,
  perMoney: number | null,
  more: Partial<BudgetObject> = {},
): BudgetObject => ({
  id,
  group: 'one',
  spend,
  decision,
  yield:
    perMoney === null ? null : yieldOf(perMoney, decision === 'scale' || decision === 'sunset' ? 0.05 : 0.6),
  fixed: null,
  ...more,
})

function refusal(objects: readonly BudgetObject[], settings: Partial<BudgetSettings> = {}) {
  return planBudget(objects, { total: null, floor: null, response: 0.7, ...settings })
}

function plan(objects: readonly BudgetObject[], settings: Partial<BudgetSettings> = {}): BudgetPlan {
  const found = refusal(objects, settings)
  if (!isComputed(found)) throw new Error(found.notComputed)
  return found
}
const amounts = (found: BudgetPlan) =>
  Object.fromEntries(found.rows.map(({ id, amount }) => [id, Math.round(amount * 1e6) / 1e6]))

describe('planBudget', () => {
  test('gives what a stopped object spent to the raised one up to its factor, and nothing to the undecided', () => {
    const found = plan([
      object('good', 100, 'scale', 3),
      object('better', 50, 'keep_testing', 1.6),
      object('worse', 50, 'keep', 1),
      object('bad', 130, 'sunset', 0.5),
    ])
    expect(amounts(found)).toEqual({ good: 200, better: 50, worse: 50, bad: 0 })
    expect(found.unassigned).toBeCloseTo(30)
  })

  test('leaves unassigned what no object may take in one step', () => {
    const found = plan([object('good', 10, 'scale', 2), object('bad', 90, 'sunset', 1)])
    expect(amounts(found)).toEqual({ good: 20, bad: 0 })
    expect(found.unassigned).toBeCloseTo(80)
  })

  test('takes from undecided ones below average, the dearest first and half at most, where nothing is stopped', () => {
    const found = plan([
      object('good', 100, 'scale', 3),
      object('worse', 100, 'keep_testing', 1),
      object('worst', 80, 'keep_testing', 0.9),
      object('few', 20, 'not_enough_data', 1),
    ])
    expect(amounts(found)).toEqual({ good: 190, worse: 50, worst: 40, few: 20 })
  })

  test('raises what is surely cheaper though its rate is not decided on, as far as a rising price lets it pay', () => {
    const objects = [
      object('cheap', 100, 'keep', 1.3, { yield: yieldOf(1.3, 0.05) }),
      object('rest', 900, 'keep', 1, { yield: yieldOf(1, 0.01) }),
    ]
    const far = (response: number) => plan(objects, { response }).rows[0]
    expect(far(1)).toMatchObject({ role: 'value', amount: 200 })
    // By the lower decile of a ratio of 1.3, some 1.26: the last money at response 0.5 buys 1.26 / √f.
    expect(far(0.5)?.factor).toBeCloseTo((1.3 * Math.exp(-1.2816 * Math.hypot(0.0255, 0.0051))) ** 2, 3)
    expect(far(0)?.factor).toBeLessThan(1.3)
  })

  test('moves nothing by a rate that the price of impressions makes up for', () => {
    const found = plan([object('dear', 100, 'scale', 1), object('cheap', 100, 'sunset', 2)])
    expect(found.rows.map(({ role }) => role)).toEqual(['dear', 'cheap'])
    expect(amounts(found)).toEqual({ dear: 100, cheap: 100 })
  })

  test('moves nothing between groups that were never compared', () => {
    const found = plan([
      object('good', 100, 'scale', 2),
      object('same', 100, 'keep', 1.2, { yield: yieldOf(1.2, 0.05) }),
      object('bad', 100, 'sunset', 0.5, { group: 'two' }),
      object('other', 30, 'keep', 1, { group: 'two' }),
    ])
    expect(amounts(found)).toEqual({ good: 150, same: 50, bad: 0, other: 30 })
    expect(found.unassigned).toBeCloseTo(100)
  })

  test('plans another total: less comes from the undecided first, down to the floor, more goes to the raised alone', () => {
    const objects = [object('good', 100, 'scale', 2), object('test', 100, 'keep_testing', 1)]
    expect(amounts(plan(objects, { total: 120, floor: 0.25 }))).toEqual({ good: 90, test: 30 })
    const more = plan(objects, { total: 1000 })
    expect(amounts(more)).toEqual({ good: 200, test: 100 })
    expect(more.unassigned).toBe(700)
  })

  test('plans around amounts that are set, and refuses more than the total', () => {
    const objects = [object('a', 100, 'keep', 2, { fixed: 40 }), object('b', 100, 'keep', 1)]
    expect(amounts(plan(objects))).toEqual({ a: 40, b: 100 })
    expect(plan(objects).unassigned).toBe(60)
    const refused = refusal([object('a', 100, 'keep', 2, { fixed: 101 })])
    expect(isComputed(refused)).toBe(false)
    expect(isComputed(refusal(objects, { total: 0 }))).toBe(false)
    expect(isComputed(refusal(objects, { floor: 0.6 }))).toBe(false)
    expect(isComputed(refusal([]))).toBe(false)
  })
})

const decision = fc.constantFrom<Decision>('scale', 'keep', 'keep_testing', 'sunset', 'not_enough_data')
const some = fc.array(
  fc.record({
    spend: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
    decision,
    perMoney: fc.option(fc.double({ min: 0.001, max: 10, noNaN: true }), { freq: 9 }),
    group: fc.constantFrom('one', 'two'),
  }),
  { minLength: 1, maxLength: 12 },
)
const build = (
  list: readonly {
    spend: number
    decision: Decision
    perMoney: number | null
    group: string
  }[],
) =>
  list.map((own, index) =>
    object(String(index), own.spend, own.decision, own.perMoney, {
      group: own.group,
    }),
  )
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

describe('any plan', () => {
  test('sums to its total, raises nothing beyond its factor, and cuts nothing undecided below the floor', () => {
    fc.assert(
      fc.property(some, fc.option(fc.double({ min: 0.05, max: 5, noNaN: true })), (list, times) => {
        const objects = build(list)
        const total = times === null ? null : times * sum(list.map(({ spend }) => spend))
        const found = plan(objects, { total })
        const all = sum(found.rows.map(({ amount }) => amount)) + found.unassigned
        expect(Math.abs(all - found.total)).toBeLessThan(1e-9 * found.total)
        for (const [index, { amount, role, factor }] of found.rows.entries()) {
          const { spend } = objects[index] ?? { spend: 0 }
          expect(factor).toBeLessThanOrEqual(2)
          expect(amount).toBeLessThanOrEqual(Math.max(1, factor) * spend * (1 + 1e-9))
          if (role !== 'stop')
            expect(amount).toBeGreaterThanOrEqual(
              Math.min(spend * Math.min(1, times ?? 1), found.floor) * (1 - 1e-9),
            )
          if (role === 'hold' && times === null) expect(amount).toBe(spend)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('expects no less of the same money where all of it is placed', () => {
    fc.assert(
      fc.property(some, (list) => {
        const objects = build(list)
        const found = plan(objects)
        fc.pre(found.unassigned === 0)
        const { change, now } = expectConversions(
          objects.flatMap((own, index) =>
            own.yield === null
              ? []
              : [{ now: own.spend, after: found.rows[index]?.amount ?? 0, yield: own.yield }],
          ),
        )
        expect(change.estimate).toBeGreaterThanOrEqual(-1e-9 * now.estimate)
      }),
      { numRuns: 60 },
    )
  })

  test('is the present one where nothing is decided', () => {
    fc.assert(
      fc.property(some, (list) => {
        const objects = build(list.map((own) => ({ ...own, decision: 'not_enough_data' as const })))
        const found = plan(objects)
        expect(found.rows.map(({ amount }) => amount)).toEqual(objects.map(({ spend }) => spend))
        expect(found.unassigned).toBe(0)
      }),
      { numRuns: 30 },
    )
  })
})

describe('expectConversions', () => {
  const own = (now: number, after: number, estimate: number, half: number) => ({
    now,
    after,
    yield: { estimate, low: estimate - half, high: estimate + half, level: 0.95 },
  })

  test('adds means and variances', () => {
    const { now, after, change } = expectConversions([own(100, 50, 1, 0.3), own(100, 150, 2, 0.4)])
    expect([now.estimate, after.estimate, change.estimate]).toEqual([300, 350, 50])
    expect(change.high - change.estimate).toBeCloseTo(50 * Math.hypot(0.3, 0.4), 10)
    expect(now.high - now.low).toBeCloseTo(2 * 100 * Math.hypot(0.3, 0.4), 0)
  })

  test('buys less with more where prices rise, and is as unsure as the response is', () => {
    const price = { estimate: 0.8, low: 0.7, high: 0.9, level: 0.95 }
    const { after, change } = expectConversions([own(100, 200, 1, 0)], price)
    expect(after.estimate).toBeCloseTo(100 * 2 ** 0.8, 9)
    expect(change.high - change.estimate).toBeCloseTo(100 * 2 ** 0.8 * Math.LN2 * 0.1, 6)
  })

  test('is sure of no change where no money moves', () => {
    const { change } = expectConversions([own(100, 100, 1, 0.3)])
    expect([change.low, change.estimate, change.high]).toEqual([0, 0, 0])
  })
})

describe('estimatePriceResponse', () => {
  function days(response: number, noise: number, series: number) {
    const random = seededGenerator(3)
    return Array.from({ length: series }, () => {
      const level = 1000 * Math.exp(drawNormal(random))
      const spend = Array.from({ length: 28 }, () => level * Math.exp(0.5 * drawNormal(random)))
      const impressions = spend.map(
        (money, d) =>
          (1 + 0.3 * Math.sin(d)) *
          100 *
          level *
          (money / level) ** response *
          Math.exp(noise * drawNormal(random)),
      )
      return { day: spend.map((_, d) => d), spend, impressions }
    })
  }

  test('reads the response within objects, apart from what a day did to all of them', () => {
    const exact = estimatePriceResponse(days(0.8, 0, 6))
    if (!isComputed(exact)) throw new Error(exact.notComputed)
    expect(exact).toMatchObject({ objects: 6, days: 168 })
    for (const value of [exact.estimate, exact.low, exact.high]) expect(value).toBeCloseTo(0.8, 6)
    const noisy = estimatePriceResponse(days(0.8, 0.1, 20))
    if (!isComputed(noisy)) throw new Error(noisy.notComputed)
    expect(noisy.low).toBeLessThan(0.8)
    expect(noisy.high).toBeGreaterThan(0.8)
  })

  test('says why none can be read', () => {
    expect(estimatePriceResponse(days(0.8, 0.1, 3))).toMatchObject({ code: 'not_enough_data' })
    const still = days(0.8, 0, 6).map((own) => ({ ...own, spend: own.spend.map(() => 10) }))
    expect(estimatePriceResponse(still)).toMatchObject({ code: 'not_enough_data' })
    expect(estimatePriceResponse(days(0.8, 1.5, 6))).toMatchObject({ code: 'not_enough_data' })
  })
})
