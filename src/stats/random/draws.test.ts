import { describe, expect, it } from 'vitest'
import { drawBeta, drawCount, drawGamma } from './draws.ts'
import { seededGenerator } from './seeded.ts'

const moments = (draw: () => number, n = 40_000) => {
  let sum = 0
  let squares = 0
  for (let k = 0; k < n; k++) {
    const x = draw()
    sum += x
    squares += x * x
  }
  return { mean: sum / n, variance: squares / n - (sum / n) ** 2 }
}

describe('draws', () => {
  it('have the mean and variance they should', () => {
    const random = seededGenerator(7)
    for (const shape of [0.3, 1, 20]) {
      const { mean, variance } = moments(() => drawGamma(shape, random))
      expect(Math.abs(mean / shape - 1)).toBeLessThan(0.03)
      expect(Math.abs(variance / shape - 1)).toBeLessThan(0.06)
    }
    for (const expected of [0.4, 7, 45, 2_000]) {
      for (const phi of [1, 3]) {
        const { mean, variance } = moments(() => drawCount(expected, phi, random))
        expect(Math.abs(mean / expected - 1)).toBeLessThan(0.04)
        expect(Math.abs(variance / (phi * expected) - 1)).toBeLessThan(0.06)
      }
    }
    expect(Math.abs(moments(() => drawBeta(2, 6, random)).mean - 0.25)).toBeLessThan(0.005)
  })

  it('repeat with the seed', () => {
    const one = seededGenerator(1)
    const two = seededGenerator(1)
    const other = seededGenerator(2)
    expect(one()).toBe(two())
    expect(one()).not.toBe(other())
  })
})
