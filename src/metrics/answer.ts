import type { SourceOfTruth } from '#models/policy.ts'
import type { Note } from '#schema/note.ts'
import type { SqlCell, SqlRow, Warehouse } from '#warehouse/warehouse.ts'
import { buildPlan } from './build-plan.ts'
import type { Catalogue } from './catalogue.ts'
import { compilePlan, dailyColumn } from './compile.ts'
import { evaluateMetric } from './evaluate-metric.ts'
import type { MetricNames } from './find-metric.ts'
import type { Metric } from './metric.ts'
import { narrowToKnownDays } from './narrow-to-known-days.ts'
import { formatFilter } from './parse-filter.ts'
import type { Plan } from './plan.ts'
import { type Query, type QueryInput, Query as QuerySchema } from './query.ts'
import { rewritePlan } from './rewrites/index.ts'
import { settleBasis } from './settle-basis.ts'

/** What the metric layer needs to answer in a project. */
export interface MetricContext {
  readonly warehouse: Warehouse
  readonly catalogue: Catalogue
  readonly names: MetricNames
  readonly currency: string | null
  readonly timezone: string
  readonly policy?: SourceOfTruth
}

/** One answered row: a key and a name per grouping, and the sums its metrics are made of. */
export interface AnsweredRow {
  readonly keys: readonly (string | null)[]
  readonly names: readonly (string | null)[]
  readonly networks: readonly string[]
  /** Sum per component, `null` where nobody knows it. */
  readonly components: Readonly<Record<string, number | null>>
  /** Basis per component. */
  readonly basis: Readonly<Record<string, readonly string[]>>
  /** Reason per component that is `null`. */
  readonly unknown: Readonly<Record<string, string>>
  /** Sums per day (counted from 1970-01-01) and component, where the query asked for them. */
  readonly daily: ReadonlyMap<number, Readonly<Record<string, number>>>
}

export interface MetricAnswer {
  readonly plan: Plan
  readonly rows: readonly AnsweredRow[]
  readonly totals: AnsweredRow
  readonly notes: readonly Note[]
  readonly sql: string
  readonly basis: Readonly<Record<string, readonly string[]>>
  readonly filters: readonly string[]
}

interface Gathered {
  keys: (string | null)[]
  names: (string | null)[]
  networks: Set<string>
  components: Record<string, number | null>
  basis: Record<string, Set<string>>
  unknown: Record<string, string>
  daily: Map<number, Record<string, number>>
}

function textOrNull(value: SqlCell | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}

function emptyRow(keys: (string | null)[], names: (string | null)[]): Gathered {
  return { keys, names, networks: new Set(), components: {}, basis: {}, unknown: {}, daily: new Map() }
}

function freeze(row: Gathered): AnsweredRow {
  return {
    ...row,
    networks: [...row.networks],
    basis: Object.fromEntries(Object.entries(row.basis).map(([key, bases]) => [key, [...bases].sort()])),
  }
}

function addDaily(group: Gathered, key: string, row: SqlRow, column: string): void {
  const { days } = row
  const amounts = row[dailyColumn(column)]
  if (!Array.isArray(days) || !Array.isArray(amounts)) return
  for (const [index, day] of days.entries()) {
    const sums = group.daily.get(day) ?? {}
    sums[key] = (sums[key] ?? 0) + (amounts[index] ?? 0)
    group.daily.set(day, sums)
  }
}

function gather(
  plan: Plan,
  rows: readonly SqlRow[],
  settlement: ReturnType<typeof settleBasis>['settlement'],
) {
  const groups = new Map<string, Gathered>()
  const totals = emptyRow([], [])
  for (const row of rows) {
    const keys = plan.groupings.map((_, index) => textOrNull(row[`k${index}`]))
    const names = plan.groupings.map((_, index) => textOrNull(row[`n${index}`]))
    const id = JSON.stringify(keys)
    const group = groups.get(id) ?? emptyRow(keys, names)
    groups.set(id, group)
    const network = textOrNull(row.network) ?? ''
    if (network !== '') group.networks.add(network)
    for (const { key } of plan.components) {
      const settled = settlement.get(key)?.get(network)
      for (const target of [group, totals]) {
        target.components[key] ??= null
        if (settled === undefined || settled.kind === 'unknown') {
          if (settled?.kind === 'unknown') target.unknown[key] ??= settled.reason
          continue
        }
        if (target === group) addDaily(group, key, row, settled.column)
        const amount = row[settled.column]
        if (typeof amount !== 'number') continue
        target.components[key] = (target.components[key] ?? 0) + amount
        const bases = target.basis[key] ?? new Set<string>()
        bases.add(settled.basis)
        target.basis[key] = bases
      }
    }
  }
  return { groups: [...groups.values()].map(freeze), totals: freeze(totals) }
}

function currencyNotes(plan: Plan, rows: readonly SqlRow[]): readonly Note[] {
  if (!plan.convertMoney) return []
  const missing = new Set(
    rows.flatMap(({ unconverted }) =>
      typeof unconverted === 'string'
        ? unconverted
            .replaceAll(/[[\]\s']/g, '')
            .split(',')
            .filter(Boolean)
        : [],
    ),
  )
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
  return { plan, rows, sql: compiled.sql, ...settleBasis(plan, rows, compiled.columns, policy) }
}

/** Answers a query: planned, rewritten, compiled, run, and settled to one basis per network. */
export async function answerQuery(input: QueryInput, context: MetricContext): Promise<MetricAnswer> {
  const query: Query = QuerySchema.parse(input)
  const first = await runPlan(
    rewritePlan(buildPlan(query, context.catalogue, context.names, context.currency)),
    context,
  )
  const narrowed = narrowToKnownDays(first.plan, first.settlement)
  const { plan, rows, sql, settlement, notes } = narrowed === null ? first : await runPlan(narrowed, context)
  const { groups, totals } = gather(plan, rows, settlement)
  const kept = groups.filter((row) =>
    plan.having.every((condition) => passes(row, condition, condition.resolved)),
  )
  return {
    plan,
    rows: kept,
    totals,
    notes: [...plan.notes, ...notes, ...currencyNotes(plan, rows)],
    sql,
    basis: totals.basis,
    filters: query.where.map(formatFilter),
  }
}
