import { z } from 'zod'
import { comparisonRange } from '#metrics/comparison-range.ts'
import { answerQuery, findGrouping, parseFilter } from '#metrics/index.ts'
import { parseHaving } from '#metrics/parse-having.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { listOf, RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { formatNumber, formatPerMille, formatShare } from './presentation.ts'
import { queryCells } from './query-rows.ts'

const commaList = listOf(z.string()).transform((values) =>
  values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== ''),
)

function sortRows<Row extends Readonly<Record<string, string | number | null>>>(
  rows: readonly Row[],
  sort: string | undefined,
  fallback: string,
): readonly Row[] {
  const field = (sort ?? fallback).replace(/^-/, '')
  const sign = sort === undefined || sort.startsWith('-') ? -1 : 1
  return rows.toSorted((a, b) => {
    const [one, other] = [a[field] ?? null, b[field] ?? null]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other)
    return sign * String(one).localeCompare(String(other))
  })
}

function formatCell(value: string | number | null | undefined, unit: string): string {
  if (typeof value !== 'number') return value ?? '—'
  if (unit === 'change') return `${value >= 0 ? '+' : '−'}${formatNumber(Math.abs(value) * 100, 1)} %`
  if (unit === 'share') return value < 0.1 ? `${formatNumber(value * 100, 2)} %` : formatShare(value)
  if (unit === 'per_mille') return formatPerMille(value)
  return formatNumber(value, unit === 'count' ? 0 : 2)
}

export const query = defineOperation({
  name: 'query',
  summary: 'Any metrics by any dimensions',
  description:
    'Answers metrics grouped by dimensions over a range, each ratio recomputed from its sums, on the basis the source of truth names.',
  examples: [
    'query --metrics ipm,cpi --by network,country',
    'query --metrics spend,installs --by day --last 14d',
    'query --metrics ipm --by network --last 7d --compare previous',
  ],
  kind: 'question',
  input: z.object({
    metrics: commaList.meta({
      description: 'metrics, comma-separated: ipm, ctr, cpi, spend, cpa.purchase, event.purchase …',
    }),
    by: commaList.meta({
      description: 'dimensions, comma-separated: network, country, day, week, month, tag.NAME …',
    }),
    ...RangeInputs,
    having: listOf(z.string()).meta({ description: 'keep answered rows, e.g. "impressions > 1000"' }),
    sort: z
      .string()
      .optional()
      .meta({ description: 'a metric or dimension, with - in front for largest first' }),
    compare: z
      .string()
      .optional()
      .meta({ description: 'compare with previous, weekdays (same weekdays before) or FROM..TO' }),
    limit: z.coerce.number().int().positive().optional().meta({ description: 'first rows only' }),
  }),
  output: QueryAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const metrics =
      input.metrics.length === 0 ? ['impressions', 'installs', 'ipm', 'spend', 'cpi'] : input.metrics
    const asked = {
      metrics,
      by: input.by,
      where: input.where.map(parseFilter),
      having: input.having.map(parseHaving),
      ...(input.basis === undefined ? {} : { basis: input.basis }),
    }
    const answer = await answerQuery(
      {
        ...asked,
        ...(input.from === undefined ? {} : { from: input.from }),
        ...(input.to === undefined ? {} : { to: input.to }),
        ...(input.last === undefined ? {} : { lastDays: input.last }),
      },
      context,
    )
    const range = input.compare === undefined ? null : comparisonRange(input.compare, answer.plan.range)
    const compared =
      range === null
        ? null
        : {
            range,
            answer: await answerQuery({ ...asked, having: [], from: range.from, to: range.to }, context),
          }
    const { rows, totals, notComputed } = queryCells(answer, { metrics, by: input.by }, compared)
    const timeColumn = input.by.find((name) => ['day', 'week', 'month'].includes(name))
    const sorted = sortRows(rows, input.sort ?? timeColumn, metrics[0] ?? '')
    const freshness = await store.freshness()
    return {
      question: {
        ...resolvedQuestion(answer, context),
        metrics,
        by: input.by,
        comparedWith: range === null ? null : { from: range.from, to: range.to },
      },
      columns: [
        ...input.by.map((name) => ({ name, label: findGrouping(name).label, unit: 'text', type: 'string' })),
        ...answer.plan.metrics.flatMap(({ label, unit }, index) => {
          const name = metrics[index] ?? ''
          const column = { name, label, unit, type: 'number' }
          if (range === null) return [column]
          return [
            column,
            { name: `${name}_compared`, label: `${label} before`, unit, type: 'number' },
            { name: `${name}_change`, label: 'change', unit: 'change', type: 'number' },
          ]
        }),
      ],
      rows: [...(input.limit === undefined ? sorted : sorted.slice(0, input.limit))],
      totals,
      notComputed,
      notes: [...answerNotes(answer, context, freshness)],
      sql: [answer.sql, ...(compared === null ? [] : [compared.answer.sql])],
      freshness,
    }
  },
  present: ({ columns, rows, totals, notes, question }) => [
    {
      kind: 'table',
      columns: columns.map(({ label, type }) => ({ label, align: type === 'number' ? 'right' : 'left' })),
      rows: [
        ...rows.map((row) => columns.map(({ name, unit }) => formatCell(row[name], unit))),
        ...(rows.length > 1
          ? [
              columns.map(({ name, unit }, index) =>
                name in totals ? formatCell(totals[name], unit) : index === 0 ? 'total' : '',
              ),
            ]
          : []),
      ],
    },
    { kind: 'text', text: `${question.from ?? 'no dates'} … ${question.to ?? ''} (${question.timezone})` },
    { kind: 'notes', notes },
  ],
})
