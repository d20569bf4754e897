import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { drawGamma, drawPoisson } from '../random/draws.ts'
import { seededGenerator } from '../random/seeded.ts'
import { logGamma } from '../special/log-gamma.ts'
import type { ArmBelief } from './arm-beliefs.ts'
import type { TestOfArms } from './experiment-input.ts'
import { readTests } from './read-tests.ts'
import { measureTestNoise } from './test-noise.ts'

const arm = (id: number, exposure: number, conversions: number, day = 0) => ({
  id: String(id),
  cells: [{ day, exposure, conversions }],
})

function read(tests: readonly (readonly (readonly [number, number])[])[], phi = 1) {
  return readTests(tests.map((arms): TestOfArms => ({ phi, arms: arms.map(([n, c], k) => arm(k, n, c)) })))
}

function beliefsOf(reading: ReturnType<typeof readTests>, test = 0): readonly ArmBelief[] {
  const beliefs = reading.tests[test]
  if (beliefs === undefined || !isComputed(beliefs)) throw new Error('not computed')
  return beliefs
}

/** The same posterior means by brute force: sums over a fine grid of spread and typical rate. */
function bruteForce(arms: readonly (readonly [number, number])[]) {
  let total = 0
  let cvs = 0
  const sums = arms.map(() => 0)
  for (let logCv = Math.log(0.01); logCv < Math.log(2); logCv += 0.01) {
    const shape = Math.exp(-2 * logCv)
    const prior = logCv - Math.exp(2 * logCv) / 0.5
    for (let logRate = Math.log(0.002); logRate < Math.log(0.1); logRate += 0.01) {
      const b = shape / Math.exp(logRate)
      const height = arms.reduce(
        (sum, [n, c]) =>
          sum +
          logGamma(shape + c) -
          logGamma(shape) +
          shape * Math.log(b) -
          (shape + c) * Math.log(b + n) +
          c * Math.log(n) -
          c * Math.log(c) +
          c,
        prior,
      )
      const weight = Math.exp(height)
      total += weight
      cvs += weight * Math.exp(logCv)
      arms.forEach(([n, c], k) => {
        sums[k] = (sums[k] ?? 0) + (weight * (shape + c)) / (b + n)
      })
    }
  }
  return { cv: cvs / total, rates: sums.map((sum) => sum / total) }
}

describe('tests read together', () => {
  it('agrees with brute force', () => {
    const arms = [
      [10_000, 82],
      [9_000, 120],
      [12_000, 110],
      [5_000, 70],
    ] as const
    const reading = read([arms])
    const expected = bruteForce(arms)
    expect(reading.spread).toBeCloseTo(expected.cv, 2)
    beliefsOf(reading).forEach(({ rate }, k) => {
      expect(rate / (expected.rates[k] ?? 1)).toBeCloseTo(1, 2)
    })
  })

  it('learns the spread of arms from many small tests, whatever their typical rates', () => {
    const next = seededGenerator(7)
    for (const cv of [0.1, 0.3]) {
      const tests = Array.from({ length: 600 }, (_, t) =>
        Array.from({ length: 4 }, () => {
          const rate = (0.005 * (1 + (t % 5)) * drawGamma(cv ** -2, next)) / cv ** -2
          return [4000, drawPoisson(4000 * rate, next)] as const
        }),
      )
      const { spread } = read(tests)
      expect(isComputed(spread) ? spread : 0).toBeGreaterThan(cv * 0.85)
      expect(isComputed(spread) ? spread : 1).toBeLessThan(cv * 1.15)
    }
  })

  it('states probabilities of being best that come true', () => {
    const next = seededGenerator(11)
    let stated = 0
    let true_ = 0
    let count = 0
    const truths: number[][] = []
    const tests = Array.from({ length: 1500 }, () => {
      const rates = Array.from({ length: 3 }, () => (0.01 * drawGamma(16, next)) / 16)
      truths.push(rates)
      return rates.map((rate) => [5000, drawPoisson(5000 * rate, next)] as const)
    })
    const reading = read(tests)
    truths.forEach((rates, t) => {
      const best = rates.indexOf(Math.max(...rates))
      beliefsOf(reading, t).forEach(({ probabilityBest }, k) => {
        if (probabilityBest < 0.6 || probabilityBest > 0.95) return
        stated += probabilityBest
        true_ += Number(k === best)
        count++
      })
    })
    expect(count).toBeGreaterThan(300)
    expect(Math.abs(stated - true_) / count).toBeLessThan(0.05)
  })

  const counts = fc
    .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([n, share]) => [n, Math.floor(n * share)] as const)

  it('shrinks between the arms, sums to 1 and never gives NaN', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(counts, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        (tests) => {
          const reading = read(tests, 1.5)
          reading.tests.forEach((beliefs) => {
            if (!isComputed(beliefs)) return
            expect(beliefs.reduce((sum, { probabilityBest }) => sum + probabilityBest, 0)).toBeCloseTo(1, 6)
            for (const { rate, expectedLoss } of beliefs) {
              expect(rate).toBeGreaterThan(0)
              expect(expectedLoss).toBeGreaterThanOrEqual(0)
            }
          })
        },
      ),
    )
  })

  it('gives arms the same beliefs in any order', () => {
    const forward = beliefsOf(
      read([
        [
          [1000, 5],
          [2000, 30],
          [1500, 12],
        ],
      ]),
    )
    const backward = beliefsOf(
      read([
        [
          [1500, 12],
          [2000, 30],
          [1000, 5],
        ],
      ]),
    )
    forward.forEach(({ rate }, k) => {
      expect(rate).toBeCloseTo(backward[2 - k]?.rate ?? 0, 12)
    })
  })

  it('compares inside days, so a split that moved with the season misleads nobody', () => {
    const seasonal = readTests([
      {
        phi: 1,
        arms: [
          {
            id: 'a',
            cells: [
              { day: 0, exposure: 90_000, conversions: 900 },
              { day: 1, exposure: 10_000, conversions: 500 },
            ],
          },
          {
            id: 'b',
            cells: [
              { day: 0, exposure: 20_000, conversions: 180 },
              { day: 1, exposure: 80_000, conversions: 3600 },
            ],
          },
        ],
      },
    ])
    const [a, b] = beliefsOf(seasonal)
    expect(a?.probabilityBest).toBeGreaterThan(0.9)
    expect((a?.rate ?? 0) / (b?.rate ?? 1)).toBeGreaterThan(1.05)
  })

  it('says why it cannot', () => {
    const codes = read([
      [[100, 5]],
      [
        [100, 0],
        [100, 0],
      ],
    ]).tests.map((beliefs) => (isComputed(beliefs) ? null : beliefs.code))
    expect(codes).toEqual(['only_one_creative', 'no_conversions'])
    expect(isComputed(read([]).spread)).toBe(false)
  })
})

describe('noise of tests', () => {
  const arms = [0, 1].map((k) => ({
    id: String(k),
    cells: Array.from({ length: 20 }, (_, day) => ({ day, exposure: 1000, conversions: 20 + (day % 2) * 2 })),
  }))

  it('is what was planned, or 1.5, without days', () => {
    expect(measureTestNoise([arms], { hasDays: false })[0]?.phi).toBeCloseTo(1.5, 9)
    expect(measureTestNoise([arms], { hasDays: false, planned: 1 })[0]?.phi).toBe(1)
  })

  it('is learnt from days and never below the plan', () => {
    const learnt = measureTestNoise([arms], { hasDays: true })[0]?.phi ?? 0
    expect(learnt).toBeGreaterThanOrEqual(1)
    expect(learnt).toBeLessThan(1.5)
    expect(measureTestNoise([arms], { hasDays: true, planned: 2 })[0]?.phi).toBe(2)
  })
})
