import type { Dialect } from '#warehouse/dialect.ts'
import { keptDaysSql } from './compile-parts.ts'
import type { Parameters } from './parameters.ts'
import type { Plan } from './plan.ts'

/** Facts that are summed: where they stand, and what holds for those that count. */
export interface FactSource {
  readonly table: string
  readonly conditions: readonly string[]
}

/** SQL that holds for facts `f` of the days asked for. */
export function rangeSql(plan: Plan, parameters: Parameters): string {
  const { from, to, includesDateless } = plan.range
  const asked =
    plan.query.from !== undefined || plan.query.to !== undefined || plan.query.lastDays !== undefined
  if (!asked) return 'TRUE'
  if (from === null || to === null) return 'FALSE'
  const between = `f.day BETWEEN ${parameters.bind(from)}::DATE AND ${parameters.bind(to)}::DATE`
  return includesDateless ? `(${between} OR f.day IS NULL)` : between
}

/**
 * Where the facts of these loads stand, each once: the sums of them that are kept and rolled up, and the facts
 * themselves. Each is summed where it lies, and the sums are added.
 */
export function factSources(
  plan: Plan,
  involved: readonly number[],
  dialect: Dialect,
  parameters: Parameters,
): readonly FactSource[] {
  const range = rangeSql(plan, parameters)
  const days = [...(range === 'TRUE' ? [] : [range]), ...keptDaysSql(plan)]
  if (involved.length === 0) return [{ table: dialect.factTable, conditions: ['FALSE', ...days] }]
  const all = plan.catalogue.loads.map(({ load }) => load)
  const among = (loads: readonly number[]) =>
    loads.length === all.length ? [] : [`f.load IN (${loads.join(', ')})`]
  const rolled = involved.filter((load) => plan.rolledLoads.has(load))
  const others = involved.filter((load) => !plan.rolledLoads.has(load))
  const sources = [
    { loads: rolled, table: dialect.rolledFactTable, inForce: dialect.rolledInForce(all) },
    { loads: others, table: dialect.factTable, inForce: dialect.inForce(all) },
  ]
  return sources
    .filter(({ loads }) => loads.length > 0)
    .map(({ loads, table, inForce }) => ({ table, conditions: [...among(loads), ...inForce, ...days] }))
}
