import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaLower } from '../special/incomplete-beta.ts'
import { bestArm } from './best-arm.ts'

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0)

describe('probability of being best', () => {
  it('agrees with the closed form for two arms', () => {
    for (const [a1, b1, a2, b2] of [
      [3, 100, 4, 150],
      [0.5, 10, 40, 500],
      [82, 10_000, 145, 10_000],
      [1e6, 1e8, 1.001e6, 1e8],
      [1e11, 1e13, 1.000003e11, 1e13],
      [2, 100, 1e8, 4e9],
      [0.6, 100, 1e12, 1e14],
    ] as const) {
      const { probabilityBest, expectedMaximum } = bestArm(Float64Array.of(a1, a2), Float64Array.of(b1, b2))
      const exact = betaLower(a2, a1, b2 / (b1 + b2))
      expect(Math.abs((probabilityBest[0] ?? 0) - exact)).toBeLessThan(2e-5)
      const firstAbove = (a1 / b1) * betaLower(a2, a1 + 1, b2 / (b1 + b2))
      const secondAbove = (a2 / b2) * betaLower(a1, a2 + 1, b1 / (b1 + b2))
      expect(expectedMaximum / (firstAbove + secondAbove)).toBeCloseTo(1, 4)
    }
  })

  it('shares ties equally, also 20,000 of them', () => {
    for (const n of [3, 50, 2_000, 20_000]) {
      for (const shape of n < 20_000 ? [0.7, 30, 1e9] : [30]) {
        const { probabilityBest } = bestArm(
          new Float64Array(n).fill(shape),
          new Float64Array(n).fill(shape * 100),
        )
        expect(Math.abs((probabilityBest[n - 1] ?? 0) * n - 1)).toBeLessThan(1e-9)
      }
    }
  })

  const arm = fc.record({
    shape: fc.double({ min: -0.3, max: 10, noNaN: true }).map((e) => 10 ** e),
    mean: fc.double({ min: -3, max: -1, noNaN: true }).map((e) => 10 ** e),
  })

  it('sums to 1 and follows a permutation of the arms', () => {
    fc.assert(
      fc.property(fc.array(arm, { minLength: 2, maxLength: 12 }), (arms) => {
        const shapes = Float64Array.from(arms, (a) => a.shape)
        const rates = Float64Array.from(arms, (a) => a.shape / a.mean)
        const forward = bestArm(shapes, rates)
        expect(sum(forward.probabilityBest)).toBeCloseTo(1, 9)
        expect(forward.expectedMaximum).toBeGreaterThan(Math.max(...arms.map((a) => a.mean)) * (1 - 1e-4))
        const backward = bestArm(shapes.toReversed(), rates.toReversed())
        arms.forEach((_, i) => {
          expect(backward.probabilityBest[arms.length - 1 - i]).toBeCloseTo(
            forward.probabilityBest[i] ?? 0,
            6,
          )
        })
      }),
      { numRuns: 300 },
    )
  })
})
