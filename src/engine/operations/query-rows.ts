import type { ComparisonRange } from '#metrics/comparison-range.ts'
import {
  type AnsweredRow,
  type Compared,
  evaluateMetric,
  type MetricAnswer,
  rowMarks,
} from '#metrics/index.ts'
import { addDays, addMonths, type Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'

export type Cells = Record<string, string | number | boolean | null>

const TIME = new Set(['day', 'week', 'month'])

function monthsBefore(range: ComparisonRange): number | null {
  const [own, earlier] = [addDays(range.from, range.shift), range.from]
  if (own.slice(8) !== earlier.slice(8)) return null
  const monthOf = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  return monthOf(own) - monthOf(earlier)
}

/** The period of these days that a period of the earlier days stands beside. */
function laterPeriod(period: Day, grain: string, range: ComparisonRange): Day {
  if (grain === 'month') {
    const months = monthsBefore(range)
    if (months !== null) return addMonths(period, months)
  } else if (grain !== 'week' || range.shift % 7 === 0) return addDays(period, range.shift)
  throw new PermilleError('usage', `a comparison by ${grain} needs ranges that begin alike`, {
    remedy: 'group by day, compare with weekdays, or name the days yourself',
  })
}

/** Where a row belongs among those of these days; `range` are the earlier days it is of. */
function placeOf(row: AnsweredRow, by: readonly string[], range: ComparisonRange | null): string {
  const keys = row.keys.map((key, index) => {
    const name = by[index] ?? ''
    return key === null || range === null || !TIME.has(name) ? key : laterPeriod(key, name, range)
  })
  return JSON.stringify(keys)
}

/** Why nothing is known where no row answers. */
const NO_ROW = 'no row here tells of it'

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

function addComparison(
  cells: Cells,
  metrics: readonly string[],
  comparison: string,
  earlier: readonly (number | null)[],
): void {
  for (const [index, name] of metrics.entries()) {
    const before = earlier[index] ?? null
    const now = cells[name]
    cells[`${name}_${comparison}`] = before
    cells[`${name}_${comparison}_change`] =
      typeof now === 'number' && before !== null && before !== 0 ? now / before - 1 : null
  }
}

/** The rows and totals of an answer as cells by name, beside those of the days it is compared with. */
export function queryCells(
  answer: MetricAnswer,
  metrics: readonly string[],
  compared: readonly Compared[],
): { rows: Cells[]; totals: Record<string, number | null>; notComputed: Record<string, string> } {
  const by = answer.plan.groupings.map(({ name }) => name)
  const notComputed: Record<string, string> = {}
  const earlier = compared.map(
    (one) => new Map(one.answer.rows.map((row) => [placeOf(row, by, one.range), row])),
  )
  const marks = rowMarks(answer.plan)
  const rows = answer.rows.map((row) => {
    const cells: Cells = {}
    for (const [index, name] of by.entries()) {
      cells[name] = row.names[index] ?? row.keys[index] ?? null
      cells[`${name}_key`] = row.keys[index] ?? null
    }
    for (const [index, value] of values(answer, row, metrics, notComputed).entries())
      cells[metrics[index] ?? ''] = value
    for (const [index, one] of compared.entries()) {
      const before = earlier[index]?.get(placeOf(row, by, null))
      addComparison(cells, metrics, one.name, before ? values(one.answer, before, metrics, {}) : [])
    }
    for (const mark of marks) cells[mark.name] = mark.of(row)
    return cells
  })
  const totals: Cells = {}
  for (const [index, value] of values(answer, answer.totals, metrics, notComputed).entries()) {
    const name = metrics[index] ?? ''
    totals[name] = value
    if (value === null && rows.length === 0) notComputed[name] = NO_ROW
  }
  for (const one of compared)
    addComparison(totals, metrics, one.name, values(one.answer, one.answer.totals, metrics, {}))
  const numbers = Object.entries(totals).map(
    ([name, value]) => [name, typeof value === 'number' ? value : null] as const,
  )
  return { rows, totals: Object.fromEntries(numbers), notComputed }
}
