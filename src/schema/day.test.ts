import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, countDays, earlierDay, laterDay } from './day.ts'

const days = fc
  .integer({ min: 0, max: 40_000 })
  .map((count) => new Date(count * 86_400_000).toISOString().slice(0, 10))

test('days are counted over month ends, leap days and clock changes', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
  expect(addDays('2026-03-29', 1)).toBe('2026-03-30')
  expect(countDays('2019-04-29', '2019-05-12')).toBe(14)
})

test('adding days and counting them agree', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 1000 }), (day, count) => {
      expect(countDays(day, addDays(day, count))).toBe(count + 1)
    }),
  )
})

test('of two days one comes first', () => {
  fc.assert(
    fc.property(days, days, (one, other) => {
      expect([earlierDay(one, other), laterDay(one, other)]).toEqual([one, other].toSorted())
    }),
  )
})
