import type { DayRange } from '#schema/day.ts'
import type { Plan } from '../plan.ts'
import { immatureDays, provisionalDays } from '../unsettled-days.ts'

/**
 * Safe only when asked for: it drops rows. Days that are immature, or that may still change, are left out of every
 * number of their network alike, so that no rate divides the conversions of some days by the impressions of others.
 * A network none of whose days is settled keeps them, unless the question is better left without an answer.
 */
export function leaveOutUnsettled(plan: Plan): Plan {
  const { maturity, keepUnsettled } = plan.query
  if (maturity !== 'mature' && maturity !== 'exclude') return plan
  const leftOutDays = new Map<string, readonly DayRange[]>()
  const unsettledNetworks: string[] = []
  const days = maturity === 'mature' ? immatureDays(plan) : provisionalDays(plan)
  for (const [network, { covered, unsettled }] of days) {
    if (unsettled.length === 0) continue
    const isSettled = (range: DayRange) =>
      !unsettled.some(({ from, to }) => from <= range.from && range.to <= to)
    if (!keepUnsettled || covered.some(isSettled)) leftOutDays.set(network, unsettled)
    else unsettledNetworks.push(network)
  }
  return { ...plan, leftOutDays, unsettledNetworks }
}
