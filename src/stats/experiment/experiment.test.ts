import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { topTwoAllocation } from './allocation.ts'
import { bayesianReading } from './bayesian-reading.ts'
import { horizonBoundaries, spentError } from './declared-horizon.ts'
import type { ExperimentInput } from './experiment-input.ts'
import { fixedHorizonReading } from './fixed-horizon.ts'
import { peekSafeReading } from './peek-safe.ts'
import { detectableLift, planExperiment, powerOf, sampleSize } from './plan.ts'
import { readExperiment } from './read-experiment.ts'
import { dailySampleRatioCheck, sampleRatioCheck, sampleRatioLogEvidence } from './sample-ratio.ts'

const cell = (first: number, second: number, firstExposure = 10_000, secondExposure = 10_000) => ({
  firstConversions: first,
  secondConversions: second,
  firstExposure,
  secondExposure,
})

describe('planning a test', () => {
  it('agrees with the printed sizes', () => {
    const sizes = [0.05, 0.1, 0.2, 0.3, 0.5, 1].map((lift) => sampleSize({ lift }))
    expect(sizes).toEqual([6438, 1650, 433, 202, 80, 25])
    expect(planExperiment({ lift: 0.2 }, 0.01)).toMatchObject({
      controlConversions: 433,
      peekSafeConversions: 736,
    })
  })

  it('inverts to power and detectable lift', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.03, max: 3, noNaN: true }),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        fc.double({ min: 1, max: 4, noNaN: true }),
        fc.integer({ min: 2, max: 6 }),
        (lift, allocation, phi, arms) => {
          const size = sampleSize({ lift, allocation, phi, arms })
          fc.pre(size > 50)
          expect(powerOf(size, { lift, allocation, phi, arms })).toBeCloseTo(0.8, 1)
          expect(powerOf(size, { lift, allocation, phi, arms })).toBeGreaterThanOrEqual(0.8)
          expect(detectableLift(size, { allocation, phi, arms })).toBeLessThanOrEqual(lift * (1 + 1e-6))
        },
      ),
    )
  })
})

describe('peek-safe reading', () => {
  it('agrees with the printed vectors', () => {
    const one = peekSafeReading([cell(145, 82)], { lift: 0.2 })
    expect([one.eValue.toFixed(2), one.low.toFixed(3), one.high?.toFixed(3)]).toEqual([
      '184.08',
      '1.079',
      '2.968',
    ])
    expect(peekSafeReading([cell(145, 82)], { lift: 0.2, phi: 2 }).eValue.toFixed(3)).toBe('6.035')
  })

  const cells = fc.array(
    fc
      .tuple(
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
      )
      .map(([a, b, n, m]) => cell(a, b, n, m)),
    { maxLength: 20 },
  )

  it('rejects exactly when 1 lies outside its sequence, contains the estimate, and mirrors', () => {
    fc.assert(
      fc.property(cells, fc.double({ min: 1, max: 5, noNaN: true }), (list, phi) => {
        const reading = peekSafeReading(list, { lift: 0.2, phi })
        const outside = reading.low > 1 || (reading.high !== null && reading.high < 1)
        if (Math.abs(reading.logEValue - Math.log(20)) > 1e-6) expect(outside).toBe(reading.eValue > 20)
        if (reading.ratio !== null) {
          expect(reading.low).toBeLessThanOrEqual(reading.ratio)
          expect(reading.high ?? Infinity).toBeGreaterThanOrEqual(reading.ratio)
        }
        const mirrored = peekSafeReading(
          list.map((c) => cell(c.secondConversions, c.firstConversions, c.secondExposure, c.firstExposure)),
          { lift: 0.2, phi },
        )
        expect(mirrored.logEValue).toBeCloseTo(reading.logEValue, 6)
        if (reading.ratio !== null)
          expect(Math.log(mirrored.ratio ?? 0)).toBeCloseTo(-Math.log(reading.ratio), 6)
      }),
    )
  })

  it('says nothing about nothing', () => {
    expect(peekSafeReading([], { lift: 0.2 })).toMatchObject({ ratio: null, low: 0, high: null })
    expect(peekSafeReading([], { lift: 0.2 }).eValue).toBeCloseTo(1, 9)
  })

  it('cancels what a day does to both sides', () => {
    const quiet = peekSafeReading([cell(50, 40), cell(50, 40)], { lift: 0.2 })
    const stormy = peekSafeReading([cell(80, 64, 1_000, 1_000), cell(20, 16, 90_000, 90_000)], { lift: 0.2 })
    expect(stormy.logEValue).toBeCloseTo(quiet.logEValue, 9)
  })
})

describe('reading with a declared end', () => {
  it('agrees with published O’Brien–Fleming boundaries of five equal looks', () => {
    const published = [4.8769, 3.3569, 2.6803, 2.2898, 2.031]
    horizonBoundaries([0.2, 0.4, 0.6, 0.8, 1]).forEach((z, k) => {
      expect(Math.abs(z - (published[k] ?? 0))).toBeLessThan(0.002)
    })
  })

  it('spends all of it at the end and is the plain test with one look', () => {
    expect(spentError(1, 0.05)).toBe(0.05)
    expect(horizonBoundaries([1])[0]).toBeCloseTo(1.959964, 4)
    const daily = horizonBoundaries(Array.from({ length: 28 }, (_, d) => (d + 1) / 28))
    expect(daily.at(-1)).toBeGreaterThan(2)
    expect(daily.at(-1)).toBeLessThan(2.15)
  })
})

describe('other readings', () => {
  it('fixed horizon agrees with the closed form for one cell', () => {
    const reading = fixedHorizonReading([cell(145, 82)])
    if (!isComputed(reading)) throw new Error('not computed')
    expect(reading.ratio).toBeCloseTo(145 / 82, 9)
    expect(reading.z).toBeCloseTo(Math.log(145 / 82) / Math.sqrt(1 / 145 + 1 / 82), 9)
    expect(fixedHorizonReading([])).toMatchObject({ code: 'no_conversions' })
  })

  it('posterior shrinks the ratio towards 1 and agrees with its probability', () => {
    const reading = bayesianReading([cell(145, 82)], { deviation: Math.log(1.2) })
    expect(reading.ratio).toBeGreaterThan(1.2)
    expect(reading.ratio).toBeLessThan(145 / 82)
    expect(reading.probabilityBetter).toBeGreaterThan(0.99)
    const even = bayesianReading([cell(100, 100)], { deviation: 0.2 })
    expect(even.probabilityBetter).toBeCloseTo(0.5, 6)
    expect(even.lossOfFirst).toBeGreaterThan(0)
  })

  it('allocates as printed, with a floor', () => {
    expect(topTwoAllocation([0.6, 0.3, 0.1]).map((s) => s.toFixed(4))).toEqual(['0.4619', '0.3917', '0.1464'])
    const floored = topTwoAllocation([0.99, 0.01, 0, 0])
    expect(floored.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
    expect(Math.min(...floored)).toBeCloseTo(1 / 16, 9)
    expect(topTwoAllocation([1, 0]).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
  })

  it.each([
    [2, 0.125, 0.5],
    [5, 0.05, 0.425],
    [20, 0.0125, 0.3875],
    [100, 0.0025, 0.3775],
  ])('keeps steering with %i arms: the floor is a quarter of an equal share', (arms, floor, front) => {
    // Two front-runners, the others without a chance.
    const shares = topTwoAllocation([0.6, 0.4, ...Array<number>(arms - 2).fill(0)])
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
    const [first = 0, second = 0, ...others] = shares
    for (const share of others) expect(share).toBeCloseTo(floor, 12)
    expect(first).toBeCloseTo(front, 12)
    expect(second).toBeCloseTo(front, 12)
    const sure = topTwoAllocation([1, ...Array<number>(arms - 1).fill(0)])
    expect(sure[0]).toBeCloseTo(0.5, 12)
    expect(Math.min(...sure)).toBeGreaterThanOrEqual(floor)
    for (const share of topTwoAllocation(Array<number>(arms).fill(1 / arms)))
      expect(share).toBeCloseTo(1 / arms, 12)
    const chances = Array.from({ length: arms }, (_, k) => 0.5 ** k)
    const total = chances.reduce((a, b) => a + b, 0)
    const falling = topTwoAllocation(chances.map((chance) => chance / total))
    expect(falling).toEqual(falling.toSorted((a, b) => b - a))
    expect(Math.min(...falling)).toBeGreaterThanOrEqual(floor - 1e-12)
  })
})

describe('sample ratio', () => {
  it('sees a wrong split and forgives the wobble of delivery', () => {
    expect(sampleRatioCheck([5_000, 5_000], [0.5, 0.5]).flagged).toBe(false)
    expect(sampleRatioCheck([5_000, 5_600], [0.5, 0.5]).flagged).toBe(true)
    const wobble = Array.from({ length: 14 }, (_, d) => [50_000 * (1 + (d % 2 ? 0.02 : -0.021)), 50_000])
    expect(dailySampleRatioCheck(wobble, [0.5, 0.5]).flagged).toBe(false)
    expect(
      dailySampleRatioCheck(
        wobble.map(([a = 0, b = 0]) => [a * 1.2, b]),
        [0.5, 0.5],
      ).flagged,
    ).toBe(true)
    expect(sampleRatioLogEvidence([5_000, 5_600], [0.5, 0.5])).toBeGreaterThan(Math.log(1000))
    expect(sampleRatioLogEvidence([5_000, 5_000], [0.5, 0.5])).toBeLessThan(0)
  })
})

describe('a whole test', () => {
  const test = (rates: readonly number[], days: number, perDay: number): ExperimentInput => ({
    arms: rates.map((rate, k) => ({
      id: k === 0 ? 'control' : `arm ${k}`,
      cells: Array.from({ length: days }, (_, day) => ({
        day,
        exposure: perDay,
        conversions: Math.round(perDay * rate),
      })),
    })),
    lift: 0.2,
    phi: 1,
    design: rates.map(() => 1 / rates.length),
  })
  const verdict = (input: ExperimentInput) => {
    const reading = readExperiment(input)
    return isComputed(reading) ? reading.verdict : null
  }

  it('names a winner, waits, or sees no difference', () => {
    expect(verdict(test([0.01, 0.013], 14, 20_000))).toMatchObject({ verdict: 'winner', winner: 'arm 1' })
    expect(verdict(test([0.01, 0.013], 5, 20_000))).toMatchObject({ verdict: 'keep_running', moreDays: 2 })
    expect(verdict(test([0.01, 0.013], 6, 20_000))?.sentence).toBe('keep running, about 1 more day')
    expect(verdict(test([0.01, 0.011], 7, 2_000))?.verdict).toBe('keep_running')
    expect(verdict(test([0.01, 0.0108], 14, 20_000))).toMatchObject({
      verdict: 'keep_running',
      moreDays: 0,
      sentence: expect.stringContaining('the planned size is reached'),
    })
    expect(verdict(test([0.5, 0.502], 14, 2e8))?.sentence).toMatch(/won: .* between 1\.00\d+ and/)
    expect(verdict(test([0.01, 0.01], 28, 100_000))?.verdict).toBe('no_meaningful_difference')
    expect(verdict(test([0.01, 0.01, 0.015], 14, 20_000))).toMatchObject({
      verdict: 'winner',
      winner: 'arm 2',
    })
  })

  it('reads a year of three arms in 60 strata', () => {
    const days = Array.from({ length: 365 * 60 }, (_, i) => i)
    const arms = [10, 11, 12].map((conversions) => ({
      id: String(conversions),
      cells: days.map((i) => ({
        day: Math.floor(i / 60),
        stratum: String(i % 60),
        exposure: 1_000,
        conversions,
      })),
    }))
    expect(verdict({ arms, lift: 0.2, phi: 1.5, design: [1, 1, 1] })?.verdict).toBe('winner')
  })

  it('calls a broken split invalid', () => {
    const broken = test([0.01, 0.013], 14, 20_000)
    const arms = broken.arms.map((arm, k) =>
      k === 1 ? { ...arm, cells: arm.cells.map((c) => ({ ...c, exposure: c.exposure * 1.3 })) } : arm,
    )
    expect(verdict({ ...broken, arms })?.verdict).toBe('invalid')
  })

  it('refuses what it cannot read', () => {
    expect(readExperiment({ ...test([0.01], 3, 100), design: null })).toMatchObject({
      code: 'only_one_creative',
    })
    expect(readExperiment({ ...test([0.01, 0.02], 3, 100), phi: Number.NaN })).toMatchObject({
      code: 'invalid_setting',
    })
    const negative = test([0.01, 0.02], 3, -100)
    expect(readExperiment(negative)).toMatchObject({ code: 'invalid_counts' })
  })

  it('is numbers or reasons for empty days', () => {
    const reading = readExperiment(test([0, 0], 8, 1_000))
    if (!isComputed(reading)) throw new Error('not computed')
    expect(reading.verdict.verdict).toBe('keep_running')
    expect(reading.probabilityBest).toMatchObject({ code: 'no_conversions' })
  })

  it('gives numbers or reasons for any counts', () => {
    const cells = fc.array(
      fc.record({
        day: fc.integer({ min: 0, max: 12 }),
        exposure: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000 }), fc.constant(1e12)),
        conversions: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 5_000, noNaN: true })),
      }),
      { maxLength: 15 },
    )
    fc.assert(
      fc.property(fc.array(cells, { minLength: 2, maxLength: 4 }), fc.boolean(), (list, designed) => {
        const reading = readExperiment({
          arms: list.map((own, k) => ({ id: String(k), cells: own })),
          lift: 0.2,
          phi: 1.5,
          design: designed ? list.map(() => 1) : null,
          declaredLooks: [0.3, 0.7],
        })
        const bad = badNumbers(reading)
        expect(bad).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

function badNumbers(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} is ${value}`]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => badNumbers(inner, `${path}.${key}`))
}
