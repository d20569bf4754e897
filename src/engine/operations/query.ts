import { z } from 'zod'
import { answerOn, isModelled } from '#analyses/evidence/answer-modelled.ts'
import {
  answerCompared,
  type Compared,
  formatFilter,
  formatHaving,
  Grain,
  groupingNames,
  type Having,
  type MetricAnswer,
  type MetricContext,
  periodNotes,
  readConditions,
  rowMarks,
} from '#metrics/index.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { Basis } from '#schema/basis.ts'
import { WEEKDAYS } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import { answerNotes, basesOf, resolvedQuestion } from './answer-parts.ts'
import { askedConditions } from './asked-filters.ts'
import { askedRange } from './asked-range.ts'
import { firstRowsNote } from './first-rows-note.ts'
import { listOf, MaturityInput, PageInputs, pageOf, RangeInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentQuery } from './present-query.ts'
import { besideNote, cellsBeside } from './query-bases.ts'
import { withBounds } from './query-bounds.ts'
import { queryColumns, sortRows } from './query-columns.ts'
import { queryCells } from './query-rows.ts'
import { shownRows } from './shown-rows.ts'

const commaList = listOf(z.string()).transform((values) =>
  values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== ''),
)

/** Conditions on answered rows; one on a dimension belongs to `--where`. */
function askedHaving(texts: readonly string[], { names }: MetricContext): readonly Having[] {
  const { where, having } = readConditions(texts, names)
  const [filter] = where
  if (filter === undefined) return having
  throw new PermilleError('usage', `having keeps answered rows by metrics: ${formatFilter(filter)}`, {
    remedy: 'write it as --where',
  })
}

function unevenNotes(answer: MetricAnswer, compared: readonly Compared[]): readonly Note[] {
  const uneven = compared.some((one) => answer.plan.leftOutDays.size + one.answer.plan.leftOutDays.size > 0)
  if (!uneven) return []
  return [
    {
      code: 'uneven_comparison',
      severity: 'warning',
      message:
        'Days that may still change are left out on one side of the comparison: compare rates, not sums.',
    },
  ]
}

/** One basis, or two to be shown beside each other. */
const Bases = commaList.pipe(z.array(Basis).max(2, 'name one basis, or two'))

function refuseBeside(bases: readonly Basis[], compare: readonly string[], having: readonly Having[]): void {
  if (bases.length < 2) return
  const [one, other] = bases
  if (one === other)
    throw new PermilleError('usage', `the basis ${one} is named twice`, { remedy: 'name two that differ' })
  if (compare.length + having.length === 0) return
  throw new PermilleError(
    'usage',
    'two bases beside each other cannot be compared with other days, nor kept by a metric',
    { remedy: 'ask for one basis at a time' },
  )
}

export const query = defineOperation({
  name: 'query',
  summary: 'Any metrics by any dimensions',
  description:
    'Answers metrics grouped by dimensions over a range, each ratio recomputed from its sums, on the basis the source of truth names.',
  examples: [
    'query --metrics ipm,cpi --by network,country',
    'query --metrics spend,installs --by day --last 14d',
    "query --metrics ipm,cpi --by network --where 'os = ios and impressions > 1000' --last 28d",
    'query --metrics ipm --by network --last 7d --compare previous,weekdays',
    'query --metrics spend,installs --grain week --maturity exclude',
    'query --metrics installs --by network --basis network,mmp',
    'query --metrics installs,ipm --by creative --basis modelled',
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
    basis: Bases.meta({
      description:
        'whose conversions to count instead of the source of truth: network, mmp, own, skan, modelled; two beside each other: network,mmp',
    }),
    grain: Grain.optional().meta({ description: 'length of periods: day, week, month, or total for none' }),
    having: listOf(z.string()).meta({
      description: 'keep answered rows, e.g. "impressions > 1000"; --where takes such conditions too',
    }),
    maturity: MaturityInput,
    sort: z
      .string()
      .optional()
      .meta({ description: 'a metric or dimension, with - in front for largest first' }),
    compare: commaList.meta({
      description:
        'compare with previous, weekdays (same weekdays before) or FROM..TO; several comma-separated, or given several times',
    }),
    ...PageInputs,
  }),
  output: QueryAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const context = await store.metricContext()
    const metrics =
      input.metrics.length === 0 ? ['impressions', 'installs', 'ipm', 'spend', 'cpi'] : input.metrics
    const conditions = askedConditions(input, context)
    const having = [...conditions.having, ...askedHaving(input.having, context)]
    const [basis, second] = input.basis
    refuseBeside(input.basis, input.compare, having)
    const question = {
      metrics,
      by: input.by,
      where: conditions.where,
      having,
      maturity: input.maturity,
      compare: input.compare,
      ...(input.grain === undefined ? {} : { grain: input.grain }),
      ...askedRange({ ...input, basis }),
    }
    const { answer, compared } =
      basis === 'modelled'
        ? { answer: await answerOn(question, context), compared: [] }
        : await answerCompared(question, context)
    const beside =
      basis === undefined || second === undefined
        ? null
        : ([
            { basis, answer },
            { basis: second, answer: await answerOn({ ...question, basis: second }, context) },
          ] as const)
    const { query: asked, groupings } = answer.plan
    const period = groupings.find(({ kind }) => kind === 'time')?.name
    const order = { ...input, sort: input.sort ?? period }
    const shown = beside === null && !isModelled(answer) ? shownRows(answer, metrics, order) : null
    const { rows, totals, notComputed, columns } =
      beside === null
        ? withBounds(answer, metrics, {
            ...queryCells(shown === null ? answer : { ...answer, rows: shown }, metrics, compared),
            columns: queryColumns(
              answer,
              metrics,
              compared,
              rowMarks(answer.plan).map(({ name }) => name),
            ),
          })
        : cellsBeside(beside, metrics)
    const first = columns.find(({ type }) => type === 'number')?.name
    const sorted = sortRows(rows, order.sort, columns, first ?? '')
    const freshness = await store.freshness(context)
    return {
      question: {
        ...resolvedQuestion(answer, context),
        ...(beside === null ? {} : { basis: basesOf(beside.map((one) => one.answer)) }),
        metrics,
        by: [...groupingNames(asked)],
        grain: Grain.parse(period ?? 'total'),
        weekStart: WEEKDAYS[context.firstWeekday] ?? 'monday',
        maturity: asked.maturity,
        having: asked.having.map(formatHaving),
        comparedWith: compared.map(({ name, range: { from, to } }) => ({ name, from, to })),
      },
      columns,
      rows: shown === null ? pageOf(sorted, input) : [...sorted],
      totals,
      notComputed,
      notes: [
        ...answerNotes(answer, context, freshness),
        ...(beside === null ? [] : [...beside[1].answer.notes, besideNote(beside)]),
        ...periodNotes(answer.plan),
        ...unevenNotes(answer, compared),
        ...firstRowsNote(answer.rows.length, input.limit),
      ],
      sql: [
        answer.sql,
        ...(isModelled(answer) ? answer.moreSql : []),
        ...(beside === null ? [] : [beside[1].answer.sql]),
        ...compared.map((one) => one.answer.sql),
      ],
      freshness,
    }
  },
  present: presentQuery,
})
