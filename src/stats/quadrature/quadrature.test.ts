import { describe, expect, it } from 'vitest'
import { gaussHermite } from './gauss-hermite.ts'
import { gaussLegendre } from './gauss-legendre.ts'

const moment = (
  { nodes, weights }: { nodes: readonly number[]; weights: readonly number[] },
  power: number,
) => nodes.reduce((sum, x, k) => sum + (weights[k] ?? 0) * x ** power, 0)

describe('quadrature', () => {
  it('Gauss–Hermite has the moments of the standard normal', () => {
    for (const n of [5, 7, 33]) {
      const rule = gaussHermite(n)
      expect(rule.nodes).toHaveLength(n)
      for (const [power, value] of [
        [0, 1],
        [1, 0],
        [2, 1],
        [4, 3],
        [8, 105],
      ] as const) {
        expect(moment(rule, power)).toBeCloseTo(value, 8)
      }
    }
  })

  it('Gauss–Legendre integrates polynomials exactly', () => {
    expect(moment(gaussLegendre(16), 0)).toBeCloseTo(2, 12)
    expect(moment(gaussLegendre(16), 10)).toBeCloseTo(2 / 11, 12)
    expect(moment(gaussLegendre(16), 31)).toBeCloseTo(0, 12)
  })
})
