import { addDays, type Day } from '#schema/day.ts'

/** Monday and Sunday of an ISO week written `YYYYWW`. */
export function isoWeek(week: string): { readonly from: Day; readonly to: Day } {
  const fourthOfJanuary: Day = `${week.slice(0, 4)}-01-04`
  const weekday = (new Date(`${fourthOfJanuary}T00:00:00Z`).getUTCDay() + 6) % 7
  const from = addDays(fourthOfJanuary, 7 * (Number(week.slice(4)) - 1) - weekday)
  return { from, to: addDays(from, 6) }
}
