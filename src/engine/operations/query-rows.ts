import type { ComparisonRange } from '#metrics/comparison-range.ts'
import { type AnsweredRow, evaluateMetric, type MetricAnswer } from '#metrics/index.ts'
import { addDays } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'

export type Cells = Record<string, string | number | null>

const TIME = new Set(['day', 'week', 'month'])

interface Asked {
  readonly metrics: readonly string[]
  readonly by: readonly string[]
}

/** Where a row of the earlier days belongs among the later ones. */
function placeOf(row: AnsweredRow, by: readonly string[], shift: number): string {
  const keys = row.keys.map((key, index) => {
    const name = by[index] ?? ''
    if (key === null || shift === 0 || !TIME.has(name)) return key
    if (name === 'month' || (name === 'week' && shift % 7 !== 0)) {
      throw new PermilleError('usage', `a comparison by ${name} needs ranges that begin alike`, {
        remedy: 'group by day, or compare with weekdays',
      })
    }
    return addDays(key, shift)
  })
  return JSON.stringify(keys)
}

function values(
  answer: MetricAnswer,
  row: AnsweredRow,
  metrics: readonly string[],
  notComputed: Record<string, string>,
) {
  return metrics.map((name, index) => {
    const metric = answer.plan.metrics[index]
    if (metric === undefined) return null
    const { value, reason } = evaluateMetric(metric, row)
    if (reason !== null) notComputed[name] ??= reason
    return value
  })
}

function addComparison(cells: Cells, metrics: readonly string[], earlier: readonly (number | null)[]): void {
  for (const [index, name] of metrics.entries()) {
    const before = earlier[index] ?? null
    const now = cells[name]
    cells[`${name}_compared`] = before
    cells[`${name}_change`] =
      typeof now === 'number' && before !== null && before !== 0 ? now / before - 1 : null
  }
}

/** The rows and totals of an answer as cells by name, beside those of the days it is compared with. */
export function queryCells(
  answer: MetricAnswer,
  { metrics, by }: Asked,
  compared: { readonly answer: MetricAnswer; readonly range: ComparisonRange } | null,
): { rows: Cells[]; totals: Record<string, number | null>; notComputed: Record<string, string> } {
  const notComputed: Record<string, string> = {}
  const earlier = new Map(
    compared?.answer.rows.map((row) => [placeOf(row, by, compared.range.shift), row]) ?? [],
  )
  const rows = answer.rows.map((row) => {
    const cells: Cells = {}
    for (const [index, name] of by.entries()) {
      cells[name] = row.names[index] ?? row.keys[index] ?? null
      cells[`${name}_key`] = row.keys[index] ?? null
    }
    for (const [index, value] of values(answer, row, metrics, notComputed).entries())
      cells[metrics[index] ?? ''] = value
    if (compared) {
      const before = earlier.get(placeOf(row, by, 0))
      addComparison(cells, metrics, before ? values(compared.answer, before, metrics, {}) : [])
    }
    return cells
  })
  const totals: Cells = {}
  for (const [index, value] of values(answer, answer.totals, metrics, {}).entries())
    totals[metrics[index] ?? ''] = value
  if (compared) addComparison(totals, metrics, values(compared.answer, compared.answer.totals, metrics, {}))
  const numbers = Object.entries(totals).map(
    ([name, value]) => [name, typeof value === 'number' ? value : null] as const,
  )
  return { rows, totals: Object.fromEntries(numbers), notComputed }
}
