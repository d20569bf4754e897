import { z } from 'zod'

/** A calendar day of the reporting account's own zone, `YYYY-MM-DD`. */
export const Day = z.iso.date().meta({ description: 'a calendar day, YYYY-MM-DD' })
export type Day = z.infer<typeof Day>

const MILLISECONDS_PER_DAY = 86_400_000

function toEpochDay(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / MILLISECONDS_PER_DAY
}

/** The day `count` days after `day` (before it when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date((toEpochDay(day) + count) * MILLISECONDS_PER_DAY).toISOString().slice(0, 10)
}

/** The first of a month, `count` months after the first of another. */
export function addMonths(first: Day, count: number): Day {
  const [year = 1970, month = 1] = first.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 10)
}

/** Number of days from `from` to `to`, both included; 1 when they are equal. */
export function countDays(from: Day, to: Day): number {
  return toEpochDay(to) - toEpochDay(from) + 1
}

/** Whichever of two days comes first. */
export function earlierDay(one: Day, other: Day): Day {
  return one.localeCompare(other) <= 0 ? one : other
}

/** Whichever of two days comes last. */
export function laterDay(one: Day, other: Day): Day {
  return one.localeCompare(other) >= 0 ? one : other
}

/** Days in a row, both ends included. */
export interface DayRange {
  readonly from: Day
  readonly to: Day
}

/** The same days as ranges that neither overlap nor touch, earliest first. */
export function mergeRanges(ranges: readonly DayRange[]): readonly DayRange[] {
  const merged: DayRange[] = []
  for (const range of ranges.toSorted((a, b) => a.from.localeCompare(b.from))) {
    const last = merged.at(-1)
    if (last === undefined || range.from > addDays(last.to, 1)) merged.push(range)
    else merged[merged.length - 1] = { from: last.from, to: laterDay(last.to, range.to) }
  }
  return merged
}

/** The days of some ranges that are in none of the others. */
export function subtractRanges(
  ranges: readonly DayRange[],
  others: readonly DayRange[],
): readonly DayRange[] {
  return others.reduce<readonly DayRange[]>(
    (left, { from, to }) =>
      left.flatMap((range) => {
        if (range.to < from || range.from > to) return [range]
        const before = range.from < from ? [{ from: range.from, to: addDays(from, -1) }] : []
        const after = range.to > to ? [{ from: addDays(to, 1), to: range.to }] : []
        return [...before, ...after]
      }),
    mergeRanges(ranges),
  )
}

/** Days of the week, Monday first. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const
