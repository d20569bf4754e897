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
