import type { DayRange } from '#schema/day.ts'
import type { Plan } from '../plan.ts'
import { networkDays } from '../provisional-days.ts'

/**
 * Safe only when asked for: it drops rows. Days that may still change are left out of every number of their
 * network alike, so that no rate divides the conversions of some days by the impressions of others. A network
 * all of whose days may still change keeps them.
 */
export function leaveOutProvisional(plan: Plan): Plan {
  if (plan.query.maturity !== 'exclude') return plan
  const leftOutDays = new Map<string, readonly DayRange[]>()
  const onlyProvisional: string[] = []
  for (const [network, { covered, provisional }] of networkDays(plan)) {
    if (provisional.length === 0) continue
    const isSettled = (days: DayRange) =>
      !provisional.some(({ from, to }) => from <= days.from && days.to <= to)
    if (covered.some(isSettled)) leftOutDays.set(network, provisional)
    else onlyProvisional.push(network)
  }
  return { ...plan, leftOutDays, onlyProvisional }
}
