import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isComputed } from '../not-computed.ts'
import type { Decision } from '../ranking/types.ts'
import { expectConversions } from './expect-conversions.ts'
import { planBudget } from './plan-budget.ts'
import type { BudgetObject, BudgetPlan, BudgetSettings } from './types.ts'

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
  factor: decision === 'scale' ? 1.5 : decision === 'sunset' ? 0 : 1,
  yield:
    perMoney === null
      ? null
      : { estimate: perMoney, low: perMoney * 0.95, high: perMoney * 1.05, level: 0.95 },
  fixed: null,
  ...more,
})

function plan(objects: readonly BudgetObject[], settings: Partial<BudgetSettings> = {}): BudgetPlan {
  const found = planBudget(objects, { total: null, floor: null, ...settings })
  if (!isComputed(found)) throw new Error(found.notComputed)
  return found
}
const amounts = (found: BudgetPlan) =>
  Object.fromEntries(found.rows.map(({ id, amount }) => [id, Math.round(amount * 1e6) / 1e6]))

describe('planBudget', () => {
  test('gives what a stopped object spent to the raised one up to its factor, and nothing to the undecided', () => {
    const found = plan([
      object('good', 100, 'scale', 2),
      object('better', 50, 'keep_testing', 1.6),
      object('worse', 50, 'keep', 1),
      object('bad', 80, 'sunset', 0.5),
    ])
    expect(amounts(found)).toEqual({ good: 150, better: 50, worse: 50, bad: 0 })
    expect(found.unassigned).toBeCloseTo(30)
  })

  test('leaves unassigned what no object may take in one step', () => {
    const found = plan([object('good', 10, 'scale', 2), object('bad', 90, 'sunset', 1)])
    expect(amounts(found)).toEqual({ good: 15, bad: 0 })
    expect(found.unassigned).toBeCloseTo(85)
  })

  test('takes from undecided ones below average, half at most, where nothing is stopped', () => {
    const found = plan([
      object('good', 100, 'scale', 3, { factor: 2 }),
      object('worse', 100, 'keep_testing', 1),
      object('few', 20, 'not_enough_data', 1),
    ])
    expect(amounts(found)).toEqual({ good: 150, worse: 50, few: 20 })
  })

  test('moves nothing by a rate that the price of impressions makes up for', () => {
    const found = plan([object('dear', 100, 'scale', 1), object('cheap', 100, 'sunset', 2)])
    expect(found.rows.map(({ role }) => role)).toEqual(['dear', 'cheap'])
    expect(amounts(found)).toEqual({ dear: 100, cheap: 100 })
  })

  test('moves nothing between groups that were never compared', () => {
    const found = plan([
      object('good', 100, 'scale', 2),
      object('same', 100, 'keep', 1.5),
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
    expect(amounts(more)).toEqual({ good: 150, test: 100 })
    expect(more.unassigned).toBe(750)
  })

  test('plans around amounts that are set, and refuses more than the total', () => {
    const objects = [object('a', 100, 'keep', 2, { fixed: 40 }), object('b', 100, 'keep', 1)]
    expect(amounts(plan(objects))).toEqual({ a: 40, b: 100 })
    expect(plan(objects).unassigned).toBe(60)
    const refused = planBudget([object('a', 100, 'keep', 2, { fixed: 101 })], { total: null, floor: null })
    expect(isComputed(refused)).toBe(false)
    expect(isComputed(planBudget(objects, { total: 0, floor: null }))).toBe(false)
    expect(isComputed(planBudget(objects, { total: null, floor: 0.6 }))).toBe(false)
    expect(isComputed(planBudget([], { total: null, floor: null }))).toBe(false)
  })
})

const decision = fc.constantFrom<Decision>('scale', 'keep', 'keep_testing', 'sunset', 'not_enough_data')
const some = fc.array(
  fc.record({
    spend: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
    decision,
    perMoney: fc.option(fc.double({ min: 0.001, max: 10, noNaN: true }), { freq: 9 }),
    factor: fc.double({ min: 1, max: 2, noNaN: true }),
    group: fc.constantFrom('one', 'two'),
  }),
  { minLength: 1, maxLength: 12 },
)
const build = (
  list: readonly {
    spend: number
    decision: Decision
    perMoney: number | null
    factor: number
    group: string
  }[],
) =>
  list.map((own, index) =>
    object(String(index), own.spend, own.decision, own.perMoney, {
      group: own.group,
      factor: own.decision === 'scale' ? own.factor : own.decision === 'sunset' ? 0 : 1,
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
        for (const [index, { amount, role }] of found.rows.entries()) {
          const { spend, factor } = objects[index] ?? { spend: 0, factor: 0 }
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
        const objects = build(list.map((own) => ({ ...own, decision: 'keep_testing' as const })))
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

  test('is sure of no change where no money moves', () => {
    const { change } = expectConversions([own(100, 100, 1, 0.3)])
    expect([change.low, change.estimate, change.high]).toEqual([0, 0, 0])
  })
})
