import { expect, test } from 'vitest'
import { WEEKDAYS } from '#schema/day.ts'
import { periodOf } from './period.ts'

test.each([
  ['2026-03-04', 'monday', '2026-03-02', '2026-03-08'],
  ['2026-03-02', 'monday', '2026-03-02', '2026-03-08'],
  ['2026-03-08', 'monday', '2026-03-02', '2026-03-08'],
  ['2026-03-08', 'sunday', '2026-03-08', '2026-03-14'],
  ['2026-03-07', 'sunday', '2026-03-01', '2026-03-07'],
  ['2026-03-06', 'saturday', '2026-02-28', '2026-03-06'],
] as const)('%s lies in a week that begins on %s: %s … %s', (day, first, from, to) => {
  expect(periodOf(day, 'week', WEEKDAYS.indexOf(first))).toEqual({ from, to })
})

test.each([
  ['2024-02-10', '2024-02-01', '2024-02-29'],
  ['2026-12-31', '2026-12-01', '2026-12-31'],
])('%s lies in its month', (day, from, to) => {
  expect(periodOf(day, 'month', 0)).toEqual({ from, to })
})
