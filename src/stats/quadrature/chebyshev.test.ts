import { expect, test } from 'vitest'
import { chebyshevInterpolant } from './chebyshev.ts'

test('reads a smooth function between its points and at them', () => {
  let asked = 0
  const f = (x: number) => {
    asked++
    return Math.log1p(0.3 * Math.expm1(x))
  }
  const read = chebyshevInterpolant(f, -3, 4, 65)
  expect(asked).toBe(65)
  for (let x = -3; x <= 4; x += 0.07) expect(read(x)).toBeCloseTo(f(x), 11)
  expect(read(-3)).toBe(f(-3))
})
