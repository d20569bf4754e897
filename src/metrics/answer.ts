import type { Note } from '#schema/note.ts'
import { acquisitionNotes } from './acquisition-notes.ts'
import type { CompiledColumn } from './compile.ts'
import { completedFrom, completionNotes, uncompletedMoneyNotes } from './completion-notes.ts'
import { currencyNotes } from './currency-notes.ts'
import { evaluateMetric } from './evaluate-metric.ts'
import { type AnsweredRow, basisOf, gatherRows } from './gather-rows.ts'
import { formatFilter } from './language/format-filter.ts'
import { maturityNotes } from './maturity-notes.ts'
import type { MetricContext } from './metric-context.ts'
import { partialDaysNotes, partialNotes } from './partial-notes.ts'
import type { Plan, PlannedHaving } from './plan.ts'
import { type Query, type QueryInput, Query as QuerySchema } from './query.ts'
import { countsOneTouch } from './settle/settle-touch.ts'
import type { Settlement } from './settle/settlement.ts'
import { tallyRows } from './settle/tally.ts'
import { settlePlan } from './settle-plan.ts'
import { withUnnamedNotes } from './unnamed-notes.ts'

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

/** Whether an answered row is kept; `null` passes as `= null` alone. */
function passes(row: AnsweredRow, having: PlannedHaving): boolean {
  if ('all' in having) return having.all.every((part) => passes(row, part))
  if ('any' in having) return having.any.some((part) => passes(row, part))
  const { operator, value, resolved } = having
  const { value: own } = evaluateMetric(resolved, row)
  if (own === null || value === null) {
    if (operator === '=') return own === value
    return operator === '!=' && value === null && own !== null
  }
  switch (operator) {
    case '=':
      return own === value
    case '!=':
      return own !== value
    case '>':
      return own > value
    case '>=':
      return own >= value
    case '<':
      return own < value
    case '<=':
      return own <= value
  }
}

/** Who answers what was asked; what a cohort's number is divided by has the basis of that number, and a part that of all. */
function statedBasis({ components }: Plan, totals: AnsweredRow): MetricAnswer['basis'] {
  const narrowed = new Set(
    components
      .filter(
        ({ component }) => component.reached !== null || component.acquisition || countsOneTouch(component),
      )
      .map(({ key }) => key),
  )
  return Object.fromEntries(Object.entries(basisOf(totals)).filter(([key]) => !narrowed.has(key)))
}

/** A question's totals without what is still to come, and the days it is expected on. */
async function countedAlone(plan: Plan, query: Query, context: MetricContext) {
  const { grain: _grain, sort: _sort, limit: _limit, ...asked } = query
  const { totals } = await answerQuery({ ...asked, maturity: 'include', having: [] }, context)
  const { from: _from, to: _to, lastDays: _last, ...same } = asked
  const to = plan.range.to ?? plan.catalogue.newestDay
  const from = completedFrom(plan)
  const days =
    to === null || from > to
      ? []
      : (
          await answerQuery(
            { ...same, by: ['day'], from, to, maturity: 'include', having: [], compare: [] },
            context,
          )
        ).rows
  return { totals, days }
}

/** Answers a query: planned, rewritten, compiled, run, and settled to one basis per network. */
export async function answerQuery(input: QueryInput, context: MetricContext): Promise<MetricAnswer> {
  const query: Query = QuerySchema.parse(input)
  const settled = await settlePlan(query, context, async ({ sql, parameters }) => {
    const { rows } = await context.warehouse.query(sql, parameters)
    return { found: rows, tallies: tallyRows(rows) }
  })
  const { plan, found: rows, sql, columns, settlement, notes } = settled
  const { groups, totals } = await gatherRows(plan, rows, settlement)
  const kept = groups.filter((row) => plan.having.every((condition) => passes(row, condition)))
  return {
    plan,
    rows: kept,
    totals,
    notes: withUnnamedNotes(plan, kept, [
      ...plan.notes,
      ...notes,
      ...partialNotes(plan, totals),
      ...partialDaysNotes(plan),
      ...maturityNotes(plan, totals),
      ...acquisitionNotes(plan, totals),
      ...(plan.completed.length === 0
        ? []
        : completionNotes({ plan, settlement, columns }, totals, await countedAlone(plan, query, context))),
      ...uncompletedMoneyNotes(plan),
      ...(await currencyNotes(plan, rows, settlement, context.warehouse)),
    ]),
    sql,
    basis: statedBasis(plan, totals),
    filters: query.where.map(formatFilter),
    settlement,
    columns,
  }
}
