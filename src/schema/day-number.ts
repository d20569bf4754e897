import { addDays, countDays, type Day } from './day.ts'

const FIRST = '1970-01-01'

/** Days from 1970-01-01 to this one. */
export function dayNumber(day: Day): number {
  return countDays(FIRST, day) - 1
}

/** The day that many days after 1970-01-01. */
export function dayOf(number: number): Day {
  return addDays(FIRST, number)
}
