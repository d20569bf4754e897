import type { Note } from '#schema/note.ts'
import { buildPlan } from './build-plan.ts'
import { type CompiledColumn, type CompiledQuery, compilePlan } from './compile.ts'
import type { MetricContext } from './metric-context.ts'
import { narrowToKnownDays } from './narrow-to-known-days.ts'
import { narrowToReachedDays } from './narrow-to-reached-days.ts'
import type { Plan } from './plan.ts'
import type { Query } from './query.ts'
import { rewritePlan } from './rewrites/index.ts'
import { settleBasis } from './settle/settle-basis.ts'
import type { Settlement } from './settle/settlement.ts'
import type { Tally } from './settle/tally.ts'

/** What the store said to a plan, and who answers it. */
export interface SettledPlan<Found> {
  readonly plan: Plan
  readonly found: Found
  readonly sql: string
  /** Who answers each component, and the columns of the query they are read from. */
  readonly columns: readonly CompiledColumn[]
  readonly settlement: Settlement
  readonly notes: readonly Note[]
}

/** Puts a compiled query to the store: what it says, and its sums by network. */
export type AskStore<Found> = (
  compiled: CompiledQuery,
  plan: Plan,
) => Promise<{ readonly found: Found; readonly tallies: ReadonlyMap<string, Tally> }>

/** Plans a query, rewrites, compiles and runs it, and settles it to one basis per network. */
export async function settlePlan<Found>(
  query: Query,
  context: MetricContext,
  ask: AskStore<Found>,
): Promise<SettledPlan<Found>> {
  const run = async (plan: Plan): Promise<SettledPlan<Found>> => {
    const compiled = compilePlan(plan, context.warehouse.dialect)
    const { found, tallies } = await ask(compiled, plan)
    const { sql, columns } = compiled
    return { plan, found, sql, columns, ...settleBasis(plan, tallies, columns, context.policy) }
  }
  const first = await run(rewritePlan(buildPlan(query, context.catalogue, context)))
  const known = narrowToKnownDays(first.plan, first.settlement)
  const narrowed = narrowToReachedDays(known ?? first.plan, first.settlement, first.columns) ?? known
  return narrowed === null ? first : run(narrowed)
}
