import { describe, expect, test } from 'vitest'
import { liftFoundIn, type PricedPlan, priceArms } from './price-arms.ts'

const plan: PricedPlan = {
  arms: [
    { arm: 'old', share: 0.5 },
    { arm: 'new', share: 0.5 },
  ],
  perMille: 10,
  cpm: 8,
  dailyImpressions: 10_000,
  lift: 0.2,
  alpha: 0.05,
  power: 0.8,
  dispersion: 1,
  minimumDays: 7,
  explorationDays: 0,
}

describe('the price of a planned test', () => {
  test('is the planner’s at equal shares', () => {
    const { fixedHorizon, peekSafe } = priceArms(plan)
    expect(fixedHorizon.arms).toEqual([
      { arm: 'old', impressions: 43_300, installs: 433 },
      { arm: 'new', impressions: 43_300, installs: 433 },
    ])
    expect(fixedHorizon).toMatchObject({ impressions: 86_600, spend: 692.8, days: 9 })
    expect(peekSafe.impressions / fixedHorizon.impressions).toBeCloseTo(1.7, 2)
  })

  test('grows when an arm gets little', () => {
    const uneven = priceArms({
      ...plan,
      arms: [
        { arm: 'old', share: 0.9 },
        { arm: 'new', share: 0.1 },
      ],
    }).fixedHorizon
    expect(uneven.impressions).toBeGreaterThan(2 * 86_600)
    const [old, young] = uneven.arms
    expect((old?.impressions ?? 0) / (young?.impressions ?? 1)).toBeCloseTo(9, 2)
  })

  test('has at least the minimum run and the days cut out', () => {
    const { days } = priceArms({ ...plan, dailyImpressions: 1e9, explorationDays: 3 }).peekSafe
    expect(days).toBe(10)
    expect(priceArms({ ...plan, dailyImpressions: null, cpm: null }).peekSafe).toMatchObject({
      days: null,
      spend: null,
    })
  })
})

test('the lift found by the end is the planned one after the planned days', () => {
  const days = (priceArms(plan).declaredHorizon.impressions ?? 0) / 10_000
  expect(liftFoundIn(days, plan)).toBeCloseTo(0.2, 3)
  expect(liftFoundIn(3, { ...plan, explorationDays: 3 })).toBeNull()
  expect(liftFoundIn(28, { ...plan, dailyImpressions: null })).toBeNull()
})
