import { describe, expect, it } from 'vitest'
import { isComputed, notComputed } from '../not-computed.ts'
import { type DecisionInput, decide } from './decision.ts'
import { expectedShortfall, probabilityAbove, probabilityBelow } from './gamma-comparison.ts'
import { DEFAULT_RANK_SETTINGS } from './settings.ts'

const given = (mean: number, shape: number, changes: Partial<DecisionInput> = {}): DecisionInput => ({
  belief: { mean, shape },
  interval: { low: mean * (1 - 2 / Math.sqrt(shape)), high: mean * (1 + 2 / Math.sqrt(shape)), level: 0.95 },
  benchmark: { mean: 0.01, shape: Infinity },
  target: false,
  conversions: shape,
  exposure: shape / mean,
  shrinkageWeight: 0.9,
  overlap: 0.8,
  comparable: true,
  ownPlacesOnly: false,
  unexposedShare: 0,
  ...changes,
})
const decision = (input: DecisionInput) => decide(input, DEFAULT_RANK_SETTINGS)

describe('decision on one creative', () => {
  it('scales, keeps, stops or waits', () => {
    expect(decision(given(0.013, 2_000)).decision).toBe('scale')
    expect(decision(given(0.0101, 2_000)).decision).toBe('keep')
    expect(decision(given(0.008, 2_000)).decision).toBe('sunset')
    expect(decision(given(0.011, 60)).decision).toBe('keep_testing')
  })

  it('gives the budget in the careful direction and no more than twice', () => {
    expect(decision(given(0.013, 2_000)).budgetFactor).toBeGreaterThan(1.2)
    expect(decision(given(0.013, 2_000)).budgetFactor).toBeLessThan(1.3)
    expect(decision(given(0.08, 2_000)).budgetFactor).toBe(2)
    expect(decision(given(0.008, 2_000)).budgetFactor).toBe(0)
    expect(decision(given(0.0101, 2_000)).budgetFactor).toBe(1)
  })

  it('says what is missing', () => {
    const codes = (input: DecisionInput) => decision(input).reasons.map((reason) => reason.code)
    expect(codes(given(0.013, 2_000, { conversions: 2, exposure: 100 }))).toEqual(['few_conversions'])
    expect(codes(given(0.013, 2_000, { shrinkageWeight: 0.1 }))).toEqual(['mostly_prior'])
    expect(codes(given(0.013, 2_000, { overlap: 0.01 }))).toEqual(['weak_overlap'])
    expect(codes(given(0.013, 2_000, { comparable: false, unexposedShare: 0.7 }))).toEqual(['not_comparable'])
    const alone = decision(given(0.013, 2_000, { benchmark: notComputed('no_benchmark', 'alone') }))
    expect(alone.decision).toBe('not_enough_data')
    expect(alone.installsGained).toMatchObject({ code: 'no_benchmark' })
  })

  it('puts gain and cost on the right side with intervals around them', () => {
    const { installsGained, cpiChange } = decision(given(0.0125, 1_000))
    if (!isComputed(installsGained) || !isComputed(cpiChange)) throw new Error('not computed')
    expect(installsGained.estimate).toBeCloseTo(80_000 * 0.0025, 6)
    expect(installsGained.low).toBeGreaterThan(0)
    expect(cpiChange.estimate).toBeCloseTo(-0.2, 9)
    expect(cpiChange.low).toBeLessThan(-0.2)
    expect(cpiChange.high).toBeLessThan(0)
  })
})

describe('comparing gamma beliefs', () => {
  it('agrees whether the surer side is taken as known or not', () => {
    const x = { mean: 0.012, shape: 50 }
    const almost = { mean: 0.01, shape: 199_000 }
    const known = { mean: 0.01, shape: Infinity }
    expect(probabilityAbove(x, almost)).toBeCloseTo(probabilityAbove(x, known), 4)
    expect(expectedShortfall(x, almost) / expectedShortfall(x, known)).toBeCloseTo(1, 3)
  })

  it('is complete, symmetric and right for equals', () => {
    const x = { mean: 0.01, shape: 7 }
    const y = { mean: 0.013, shape: 30 }
    expect(probabilityAbove(x, y) + probabilityBelow(x, y)).toBeCloseTo(1, 12)
    expect(probabilityAbove(x, x)).toBeCloseTo(0.5, 12)
    expect(expectedShortfall(x, y) - expectedShortfall(y, x)).toBeCloseTo(0.003, 12)
  })
})
