import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatFilterValue, parseFilterValue, parseFilterValues } from './filter-value.ts'

test.each([
  ['US', 'US'],
  ["O'Neil", "O'Neil"],
  ['Drop and Roll', '"Drop and Roll"'],
  ['Hook (v2)', '"Hook (v2)"'],
  ['"hi", she said', '"""hi"", she said"'],
  ['', '""'],
])('%s is written as %s', (value, written) => {
  expect(formatFilterValue(value)).toBe(written)
})

test('any value is read as it was written, alone and in a list', () => {
  const value = fc.oneof(fc.string(), fc.stringMatching(/^["',() a-d]*$/))
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), (values) => {
      expect(values.map(formatFilterValue).map(parseFilterValue)).toEqual(values)
      expect(parseFilterValues(values.map(formatFilterValue).join(', '))).toEqual(values)
    }),
  )
})
