import type { SourceOfTruth } from '#models/policy.ts'
import type { Note } from '#schema/note.ts'
import type { SqlRow, Warehouse } from '#warehouse/warehouse.ts'
import { buildPlan } from './build-plan.ts'
import type { Catalogue } from './catalogue.ts'
import { type CompiledColumn, compilePlan } from './compile.ts'
import { evaluateMetric } from './evaluate-metric.ts'
import type { MetricNames } from './find-metric.ts'
import { type AnsweredRow, basisOf, gatherRows, unconvertedCurrencies } from './gather-rows.ts'
import type { Metric } from './metric.ts'
import { narrowToKnownDays } from './narrow-to-known-days.ts'
import { formatFilter } from './parse-filter.ts'
import type { Plan } from './plan.ts'
import { type Query, type QueryInput, Query as QuerySchema } from './query.ts'
import { rewritePlan } from './rewrites/index.ts'
import { settleBasis } from './settle/settle-basis.ts'
import type { Settlement } from './settle/settlement.ts'

/** What the metric layer needs to answer in a project. */
export interface MetricContext {
  readonly warehouse: Warehouse
  readonly catalogue: Catalogue
  readonly names: MetricNames
  readonly currency: string | null
  readonly timezone: string
  readonly policy?: SourceOfTruth
}

export interface MetricAnswer {
  readonly plan: Plan
  readonly rows: readonly AnsweredRow[]
  readonly totals: AnsweredRow
  readonly notes: readonly Note[]
  readonly sql: string
  readonly basis: Readonly<Record<string, readonly string[]>>
  readonly filters: readonly string[]
  /** Who answers each component, and the columns of the query they are read from. */
  readonly settlement: Settlement
  readonly columns: readonly CompiledColumn[]
}

function currencyNotes(plan: Plan, rows: readonly SqlRow[]): readonly Note[] {
  if (!plan.convertMoney) return []
  const missing = new Set(rows.flatMap(unconvertedCurrencies))
  if (missing.size === 0) return []
  return [
    {
      code: 'no_currency_rate',
      severity: 'warning',
      message: `Money in ${[...missing].join(', ')} is left out: permille.yaml gives no rate to ${plan.currency ?? 'the project currency'}.`,
    },
  ]
}

function passes(
  row: AnsweredRow,
  { operator, value }: { operator: string; value: number },
  metric: Metric,
): boolean {
  const { value: own } = evaluateMetric(metric, row)
  if (own === null) return false
  if (operator === '>') return own > value
  if (operator === '>=') return own >= value
  return operator === '<' ? own < value : own <= value
}

async function runPlan(plan: Plan, { warehouse, policy }: MetricContext) {
  const compiled = compilePlan(plan, warehouse.dialect)
  const { rows } = await warehouse.query(compiled.sql, compiled.parameters)
  const { sql, columns } = compiled
  return { plan, rows, sql, columns, ...settleBasis(plan, rows, columns, policy) }
}

/** Answers a query: planned, rewritten, compiled, run, and settled to one basis per network. */
export async function answerQuery(input: QueryInput, context: MetricContext): Promise<MetricAnswer> {
  const query: Query = QuerySchema.parse(input)
  const first = await runPlan(
    rewritePlan(buildPlan(query, context.catalogue, context.names, context.currency)),
    context,
  )
  const narrowed = narrowToKnownDays(first.plan, first.settlement)
  const { plan, rows, sql, columns, settlement, notes } =
    narrowed === null ? first : await runPlan(narrowed, context)
  const { groups, totals } = await gatherRows(plan, rows, settlement)
  const kept = groups.filter((row) =>
    plan.having.every((condition) => passes(row, condition, condition.resolved)),
  )
  return {
    plan,
    rows: kept,
    totals,
    notes: [...plan.notes, ...notes, ...currencyNotes(plan, rows)],
    sql,
    basis: basisOf(totals),
    filters: query.where.map(formatFilter),
    settlement,
    columns,
  }
}
