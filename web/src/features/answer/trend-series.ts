import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import type { DayPoint } from '../../charts/day-series.ts'
import { numberAt, textAt } from './cells.ts'

/** Whether a day is drawn as open: conversions are expected on it, as far as that is learnt, else its source may change it. */
export function isOpen(row: QueryAnswer['rows'][number]): boolean {
  return (row.immature ?? row.provisional) === true
}

/** One metric of an answer by day, oldest first. */
export function dayPoints(rows: QueryAnswer['rows'], metric: string): DayPoint[] {
  return rows
    .flatMap((row) => {
      const day = textAt(row, 'day')
      return day === null ? [] : [{ day, value: numberAt(row, metric), provisional: isOpen(row) }]
    })
    .toSorted((a, b) => a.day.localeCompare(b.day))
}
