import { countsAcquisition } from '../compile-parts.ts'
import { isRolled } from '../grouping.ts'
import type { Plan } from '../plan.ts'

/**
 * Safe when nothing is asked, neither to group by nor to filter by, that facts summed by creative no longer tell:
 * loads that keep such sums answer with them. Not for a load with re-engagement where some number counts acquisition
 * alone: sums by creative hold both.
 */
export function readRolledFacts(plan: Plan): Plan {
  const asked = [...plan.groupings, ...plan.filters.flatMap((filter) => filter.groupings)]
  if (!asked.every(isRolled)) return plan
  const apart = new Set(countsAcquisition(plan) ? plan.catalogue.reengagement.loads.keys() : [])
  const rolled = plan.catalogue.loads.filter(({ rolled, load }) => rolled && !apart.has(load))
  return { ...plan, rolledLoads: new Set(rolled.map(({ load }) => load)) }
}
