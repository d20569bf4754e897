import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import type { DayPoint } from '../../charts/day-series.ts'
import { numberAt, textAt } from './cells.ts'

/** One metric of an answer by day, oldest first. */
export function dayPoints(rows: QueryAnswer['rows'], metric: string): DayPoint[] {
  return rows
    .flatMap((row) => {
      const day = textAt(row, 'day')
      return day === null
        ? []
        : [{ day, value: numberAt(row, metric), provisional: row.provisional === true }]
    })
    .toSorted((a, b) => a.day.localeCompare(b.day))
}
