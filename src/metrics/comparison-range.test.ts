import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, countDays } from '#schema/day.ts'
import { comparisonRange } from './comparison-range.ts'

test('previous is as long and ends the day before', () => {
  expect(comparisonRange('previous', { from: '2026-03-01', to: '2026-03-14' })).toEqual({
    from: '2026-02-15',
    to: '2026-02-28',
    shift: 14,
  })
})

test('weekdays fall on the same weekdays and do not overlap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 60 }), (start, length) => {
      const from = addDays('2020-01-01', start)
      const to = addDays(from, length)
      const range = comparisonRange('weekdays', { from, to })
      expect(range.shift % 7).toBe(0)
      expect(range.to < from).toBe(true)
      expect(countDays(range.from, range.to)).toBe(countDays(from, to))
    }),
  )
})

test('a range of its own is taken as it is', () => {
  expect(comparisonRange('2025-01-01..2025-01-07', { from: '2026-01-01', to: '2026-01-07' })).toEqual({
    from: '2025-01-01',
    to: '2025-01-07',
    shift: 365,
  })
})

test.each(['last year', '2026-02-01..2026-01-01'])('%s is refused', (asked) => {
  expect(() => comparisonRange(asked, { from: '2026-01-01', to: '2026-01-07' })).toThrow(/compar/)
})
