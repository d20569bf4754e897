import { type AnsweredRow, evaluateMetric, type MetricAnswer } from '#metrics/index.ts'
import { compareCells, sortedBy } from './query-columns.ts'

type Cell = string | number | null

/** How the cell that rows are sorted by is found; `null` for one that a comparison or a mark makes. */
function readerOf(
  { plan }: MetricAnswer,
  metrics: readonly string[],
  field: string,
): ((row: AnsweredRow) => Cell) | null {
  const metric = plan.metrics[metrics.indexOf(field)]
  if (metric !== undefined) return (row) => evaluateMetric(metric, row).value
  const place = plan.groupings.findIndex(({ name }) => name === field)
  return place < 0 ? null : ({ names, keys }) => names[place] ?? keys[place] ?? null
}

/**
 * The rows of a page, so that the cells of others need not be computed; `null` where all are shown, or where their cells
 * say which.
 */
export function shownRows(
  answer: MetricAnswer,
  metrics: readonly string[],
  {
    sort,
    limit,
    offset,
  }: { readonly sort: string | undefined; readonly limit?: number | undefined; readonly offset: number },
): readonly AnsweredRow[] | null {
  if (limit === undefined || answer.rows.length <= limit) return null
  const { field, sign } = sortedBy(sort, metrics[0] ?? '')
  const read = readerOf(answer, metrics, field)
  return read === null
    ? null
    : answer.rows
        .map((row) => ({ row, cell: read(row) }))
        .sort((one, other) => compareCells(one.cell, other.cell, sign))
        .slice(offset, offset + limit)
        .map(({ row }) => row)
}
