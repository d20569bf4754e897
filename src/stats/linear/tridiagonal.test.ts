import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entry, solvePositive, zeroMatrix } from './symmetric.ts'
import { Tridiagonal } from './tridiagonal.ts'

const square = fc.integer({ min: 1, max: 7 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    roots: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
      minLength: size * size,
      maxLength: size * size,
    }),
    right: fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: size, maxLength: size }),
    s: fc.double({ min: 0, max: 10, noNaN: true }),
  }),
)

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, k) => sum + x * (b[k] ?? 0), 0)
}

test('solves and measures I + s · matrix as Cholesky does', () => {
  fc.assert(
    fc.property(square, ({ size, roots, right, s }) => {
      const gram = zeroMatrix(size)
      const shifted = zeroMatrix(size)
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          let sum = 0
          for (let k = 0; k < size; k++) sum += (roots[i * size + k] ?? 0) * (roots[j * size + k] ?? 0)
          gram.values[i * size + j] = sum
          shifted.values[i * size + j] = s * sum + (i === j ? 1 : 0)
        }
      }
      const whole = Float64Array.from(right)
      const expected = solvePositive(shifted, whole) ?? new Float64Array()
      const applied = Float64Array.from(whole, (_, i) =>
        whole.reduce((sum, x, j) => sum + entry(gram, i, j) * x, 0),
      )
      const tridiagonal = new Tridiagonal(gram)
      const turned = tridiagonal.turn(whole)
      const solved = tridiagonal.turnBack(tridiagonal.shifted(s).solve(turned))
      const scale = 1 + Math.max(...applied.map(Math.abs))
      for (const [k, x] of expected.entries()) expect(Math.abs((solved[k] ?? 0) - x)).toBeLessThan(1e-8)
      expect(Math.abs(dot(turned, tridiagonal.times(turned)) - dot(whole, applied))).toBeLessThan(
        1e-8 * scale * scale,
      )
    }),
    { numRuns: 60 },
  )
})
