import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, addMonths, countDays, earlierDay, laterDay, mergeRanges, subtractRanges } from './day.ts'

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

test('months are counted over year ends', () => {
  expect(addMonths('2025-12-01', 2)).toBe('2026-02-01')
  expect(addMonths('2026-01-01', -1)).toBe('2025-12-01')
})

const range = fc
  .tuple(days, fc.integer({ min: 0, max: 40 }))
  .map(([from, length]) => ({ from, to: addDays(from, length) }))

function daysOf(ranges: readonly { from: string; to: string }[]): Set<string> {
  return new Set(
    ranges.flatMap(({ from, to }) =>
      Array.from({ length: countDays(from, to) }, (_, index) => addDays(from, index)),
    ),
  )
}

test('ranges without others keep the days that are in none of them', () => {
  const near = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
    .map(([start, length]) => ({
      from: addDays('2026-02-20', start),
      to: addDays('2026-02-20', start + length),
    }))
  const some = fc.array(near, { maxLength: 6 })
  fc.assert(
    fc.property(some, some, (ranges, others) => {
      const left = subtractRanges(ranges, others)
      expect(daysOf(left)).toEqual(daysOf(ranges).difference(daysOf(others)))
      expect(left.every(({ from, to }) => from <= to)).toBe(true)
    }),
  )
})

test('ranges that overlap or touch are one, and hold the same days', () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 8 }), (ranges) => {
      const merged = mergeRanges(ranges)
      expect(daysOf(merged)).toEqual(daysOf(ranges))
      for (const [index, { from }] of merged.entries()) {
        const before = merged[index - 1]
        if (before !== undefined) expect(countDays(before.to, from)).toBeGreaterThan(2)
      }
    }),
  )
  const near = [
    { from: '2026-03-01', to: '2026-03-03' },
    { from: '2026-03-04', to: '2026-03-05' },
  ]
  expect(mergeRanges(near)).toEqual([{ from: '2026-03-01', to: '2026-03-05' }])
})
