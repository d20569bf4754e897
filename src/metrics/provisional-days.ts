import { type Day, type DayRange, earlierDay, laterDay, mergeRanges } from '#schema/day.ts'
import type { Plan, PlannedComponent, Variant } from './plan.ts'
import { deliveryOrder } from './settle/choose-delivery.ts'

/** Days of one network that a question reads, and those of them its sources may still change. */
export interface NetworkDays {
  readonly covered: readonly DayRange[]
  readonly provisional: readonly DayRange[]
}

function clip({ from, to }: DayRange, range: { from: Day | null; to: Day | null }): readonly DayRange[] {
  const clipped = {
    from: range.from === null ? from : laterDay(from, range.from),
    to: range.to === null ? to : earlierDay(to, range.to),
  }
  return clipped.from <= clipped.to ? [clipped] : []
}

/** Loads that may answer a component for a network: of its delivery only those asked first. */
function answeringLoads(
  { component, variants }: PlannedComponent,
  reports: (load: number) => boolean,
): readonly number[] {
  const loadsOf = (some: readonly Variant[]) => some.flatMap(({ loads }) => loads).filter(reports)
  if (component.from === 'outcome') return loadsOf(variants)
  const byOrder = Map.groupBy(
    variants.filter(({ loads }) => loads.some(reports)),
    deliveryOrder,
  )
  return loadsOf(byOrder.get(Math.min(...byOrder.keys())) ?? [])
}

/**
 * For each network, the days of the asked range and which of them are provisional: observed when they were
 * younger than the days back their source still changes.
 */
export function networkDays(plan: Plan): ReadonlyMap<string, NetworkDays> {
  const { loads, slices } = plan.catalogue
  const since = new Map(loads.map(({ load, provisionalFrom }) => [load, provisionalFrom]))
  const days = new Map<string, NetworkDays>()
  for (const [network, own] of Map.groupBy(slices, (slice) => slice.network)) {
    const named = new Set(own.map(({ load }) => load))
    const answering = new Set(
      plan.components.flatMap((component) => answeringLoads(component, (load) => named.has(load))),
    )
    const covered: DayRange[] = []
    const provisional: DayRange[] = []
    for (const { load, from, to } of own) {
      if (!answering.has(load) || from === null || to === null) continue
      covered.push(...clip({ from, to }, plan.range))
      const first = since.get(load) ?? null
      if (first !== null && first <= to)
        provisional.push(...clip({ from: laterDay(first, from), to }, plan.range))
    }
    days.set(network, { covered: mergeRanges(covered), provisional: mergeRanges(provisional) })
  }
  return days
}
