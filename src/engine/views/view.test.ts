import fc from 'fast-check'
import { expect, test } from 'vitest'
import { money } from './view.ts'

test('an amount is written as the decimal it is', () => {
  expect(money(7173.399999999999)).toBe(7173.4)
  expect(money(0.1 + 0.2)).toBe(0.3)
  expect(money(-0.000001)).toBe(-0.000001)
  expect(money(null)).toBeNull()
})

test('a sum of amounts of a millionth at most is that sum exactly', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9_000_000_000 }), { maxLength: 50 }), (millionths) => {
      const sum = millionths.reduce((all, one) => all + one / 1e6, 0)
      expect(money(sum)).toBe(millionths.reduce((all, one) => all + one, 0) / 1e6)
    }),
    { numRuns: 50 },
  )
})
