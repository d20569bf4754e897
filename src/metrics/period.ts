import { addDays, type Day, type DayRange } from '#schema/day.ts'

const MILLISECONDS_PER_DAY = 86_400_000
/** 1970-01-01 was a Thursday, the fourth day after Monday. */
const EPOCH_WEEKDAY = 3

function weekdayOf(day: Day): number {
  return (Date.parse(`${day}T00:00:00Z`) / MILLISECONDS_PER_DAY + EPOCH_WEEKDAY) % 7
}

/** The day, week or month a day lies in, as its first and last day. */
export function periodOf(day: Day, grain: 'day' | 'week' | 'month', firstWeekday: number): DayRange {
  if (grain === 'day') return { from: day, to: day }
  if (grain === 'week') {
    const from = addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7))
    return { from, to: addDays(from, 6) }
  }
  const [year = 1970, month = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
  return { from: `${day.slice(0, 8)}01`, to: last }
}
