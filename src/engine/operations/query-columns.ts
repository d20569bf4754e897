import type { Compared, MetricAnswer, RowMark } from '#metrics/index.ts'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import type { Cells } from './query-rows.ts'

export type QueryColumn = QueryAnswer['columns'][number]

const BEFORE: Readonly<Record<string, string>> = { previous: 'before', weekdays: 'same weekdays before' }

/** The columns of an answer: what it is grouped by, each metric beside its comparisons, and the mark. */
export function queryColumns(
  { plan }: MetricAnswer,
  metrics: readonly string[],
  compared: readonly Compared[],
  marks: readonly RowMark['name'][],
): QueryColumn[] {
  const text = plan.groupings.map(({ name, label }) => ({ name, label, unit: 'text', type: 'string' }))
  const numbers = plan.metrics.flatMap(({ label, unit }, index) => {
    const name = metrics[index] ?? ''
    const beside = compared.flatMap(({ name: comparison, range: { from, to } }) => [
      {
        name: `${name}_${comparison}`,
        label: `${label} ${BEFORE[comparison] ?? `${from} … ${to}`}`,
        unit,
        type: 'number',
      },
      { name: `${name}_${comparison}_change`, label: 'change', unit: 'change', type: 'number' },
    ])
    return [{ name, label, unit, type: 'number' }, ...beside]
  })
  const marked = marks.map((name) => ({ name, label: '', unit: 'text', type: 'boolean' }))
  return [...text, ...numbers, ...marked]
}

/** The column to sort by and the direction; `-` in front of its name puts the largest first. */
export function sortedBy(
  sort: string | undefined,
  fallback: string,
): { readonly field: string; readonly sign: 1 | -1 } {
  return {
    field: (sort ?? fallback).replace(/^-/, ''),
    sign: sort === undefined || sort.startsWith('-') ? -1 : 1,
  }
}

/** Order of two cells, absent ones last. */
export function compareCells(one: Cells[string], other: Cells[string], sign: 1 | -1): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  if (typeof one === 'number' && typeof other === 'number') return sign * (one - other)
  return sign * String(one).localeCompare(String(other))
}

/** Rows by a column, absent cells last; `-` in front of its name puts the largest first. */
export function sortRows(
  rows: readonly Cells[],
  sort: string | undefined,
  columns: readonly QueryColumn[],
  fallback: string,
): readonly Cells[] {
  const { field, sign } = sortedBy(sort, fallback)
  const names = columns.map(({ name }) => name)
  if (sort !== undefined && !names.includes(field)) {
    const close = nearest(field, names)
    throw new PermilleError(
      'usage',
      `cannot sort by ${field}: the answer has no such column${close === null ? '' : ` (did you mean ${close}?)`}`,
      { remedy: `columns are ${names.join(', ')}` },
    )
  }
  return rows.toSorted((a, b) => compareCells(a[field] ?? null, b[field] ?? null, sign))
}
