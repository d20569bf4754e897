import { isRolled } from '../grouping.ts'
import type { Plan } from '../plan.ts'

/**
 * Safe when nothing is asked, neither to group by nor to filter by, that facts summed by creative no longer tell:
 * loads that keep such sums answer with them.
 */
export function readRolledFacts(plan: Plan): Plan {
  const asked = [...plan.groupings, ...plan.filters.flatMap((filter) => filter.groupings)]
  if (!asked.every(isRolled)) return plan
  const rolled = plan.catalogue.loads.filter((load) => load.rolled)
  return { ...plan, rolledLoads: new Set(rolled.map(({ load }) => load)) }
}
