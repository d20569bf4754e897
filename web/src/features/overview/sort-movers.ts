import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { numberAt } from '../answer/cells.ts'

type Row = QueryAnswer['rows'][number]

/** How much a sum is more or less than before; a side that is not there counted nothing. */
export function gainOf(row: Row, metric: string): number {
  return (numberAt(row, metric) ?? 0) - (numberAt(row, `${metric}_previous`) ?? 0)
}

/** The rows that changed most first, whichever way. */
export function sortMovers(rows: readonly Row[], metric: string): readonly Row[] {
  return rows.toSorted((a, b) => Math.abs(gainOf(b, metric)) - Math.abs(gainOf(a, metric)))
}
