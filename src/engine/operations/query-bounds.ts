import { isModelled } from '#analyses/evidence/answer-modelled.ts'
import { componentKey, type Metric, type MetricAnswer, sumOfParts } from '#metrics/index.ts'
import type { QueryColumn } from './query-columns.ts'
import type { Cells } from './query-rows.ts'

interface QueriedCells {
  readonly rows: readonly Cells[]
  readonly totals: Record<string, number | null>
  readonly notComputed: Record<string, string>
  readonly columns: QueryColumn[]
}

/** What a metric multiplies modelled conversions by in a row; `null` for one that does not rise with them alone. */
function factorOf(metric: Metric, field: string, row: MetricAnswer['rows'][number]): number | null {
  if (metric.kind === 'sum') return componentKey(metric.of) === field ? 1 : null
  if (metric.kind !== 'ratio' || componentKey(metric.numerator) !== field) return null
  const below = sumOfParts(row.parts, componentKey(metric.denominator)).value
  return metric.denominator.from === 'outcome' || below === null || below === 0 ? null : metric.scale / below
}

const risesWith = (metric: Metric, field: string) =>
  metric.kind === 'sum'
    ? componentKey(metric.of) === field
    : metric.kind === 'ratio' &&
      componentKey(metric.numerator) === field &&
      metric.denominator.from === 'delivery'

/** The cells of an answer; beside each modelled count, and each rate of it, the range it lies in at 95 %. */
export function withBounds(
  answer: MetricAnswer,
  metrics: readonly string[],
  cells: QueriedCells,
): QueriedCells {
  if (!isModelled(answer)) return cells
  const [field = ''] = [...answer.counts.values()].flatMap((counts) => [...counts.keys()])
  const bounded = answer.plan.metrics.flatMap((metric, index) => {
    const name = metrics[index]
    return name !== undefined && risesWith(metric, field) ? [{ metric, name }] : []
  })
  const rows = cells.rows.map((own, place) => {
    const row = answer.rows[place]
    const count = row === undefined ? undefined : answer.counts.get(row)?.get(field)
    const more: Cells = {}
    for (const { metric, name } of bounded) {
      const factor = row === undefined ? null : factorOf(metric, field, row)
      const known = factor !== null && count !== undefined && own[name] !== null
      more[`${name}_low`] = known ? count.interval.low * factor : null
      more[`${name}_high`] = known ? count.interval.high * factor : null
    }
    return { ...own, ...more }
  })
  const columns = cells.columns.flatMap((column) =>
    bounded.some(({ name }) => name === column.name)
      ? [
          column,
          { ...column, name: `${column.name}_low`, label: 'from' },
          { ...column, name: `${column.name}_high`, label: 'to' },
        ]
      : [column],
  )
  return { ...cells, rows, columns }
}
