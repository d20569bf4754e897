import { addDays, type Day, type DayRange, earlierDay, laterDay, mergeRanges } from '#schema/day.ts'
import type { Catalogue, CataloguedLoad } from './catalogue.ts'
import type { Plan, PlannedComponent, Variant } from './plan.ts'
import { deliveryOrder } from './settle/choose-delivery.ts'

/** Days of one network that a question reads, and those of them that are not settled. */
export interface NetworkDays {
  readonly covered: readonly DayRange[]
  readonly unsettled: readonly DayRange[]
}

/** First day of a load that is not settled. */
type UnsettledFrom = (load: CataloguedLoad) => Day | null

const provisionalFrom: UnsettledFrom = (load) => load.provisionalFrom

/** Conversions are expected for some days, no longer than the source changes its numbers; a table of our own is final. */
function immatureFrom(matureAfter: number, asOf: Day | undefined): UnsettledFrom {
  return ({ refetchDays, observedOn }) => {
    if (refetchDays === null) return null
    const since = asOf === undefined ? observedOn : earlierDay(observedOn, asOf)
    return addDays(since, -Math.min(refetchDays, matureAfter))
  }
}

/** The newest day on which no conversions of some network are expected any more. */
export function newestMatureDay(
  { loads, slices }: Catalogue,
  { matureAfter }: { readonly matureAfter: number },
): Day | null {
  const since = new Map(loads.map((load) => [load.load, immatureFrom(matureAfter, undefined)(load)]))
  const mature = slices.flatMap(({ load, from, to }) => {
    const first = since.get(load) ?? null
    if (from === null || to === null || (first !== null && first <= from)) return []
    return [first === null ? to : earlierDay(to, addDays(first, -1))]
  })
  return mature.reduce<Day | null>((newest, day) => (newest === null ? day : laterDay(newest, day)), null)
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

function networkDays(plan: Plan, unsettledFrom: UnsettledFrom): ReadonlyMap<string, NetworkDays> {
  const { loads, slices } = plan.catalogue
  const since = new Map(loads.map((load) => [load.load, unsettledFrom(load)]))
  const days = new Map<string, NetworkDays>()
  for (const [network, own] of Map.groupBy(slices, (slice) => slice.network)) {
    const named = new Set(own.map(({ load }) => load))
    const answering = new Set(
      plan.components.flatMap((component) => answeringLoads(component, (load) => named.has(load))),
    )
    const covered: DayRange[] = []
    const unsettled: DayRange[] = []
    for (const { load, from, to } of own) {
      if (!answering.has(load) || from === null || to === null) continue
      covered.push(...clip({ from, to }, plan.range))
      const first = since.get(load) ?? null
      if (first !== null && first <= to)
        unsettled.push(...clip({ from: laterDay(first, from), to }, plan.range))
    }
    days.set(network, { covered: mergeRanges(covered), unsettled: mergeRanges(unsettled) })
  }
  return days
}

/** The newest asked day of a network that would have to be completed, and whose source has no delay curve. */
export function uncompletedDay(plan: Plan, network: string, { loads }: Variant): Day | null {
  if (plan.query.maturity !== 'completed') return null
  const since = immatureFrom(plan.matureAfter, undefined)
  const days = plan.catalogue.slices.flatMap(({ load, network: own, from, to }) => {
    const known = plan.catalogue.loads.find((one) => one.load === load)
    if (own !== network || !loads.includes(load) || known === undefined || plan.delays.has(known.source))
      return []
    const first = since(known)
    if (first === null || from === null || to === null || first > to) return []
    return clip({ from: laterDay(first, from), to }, plan.range).map((range) => range.to)
  })
  return days.reduce<Day | null>((newest, day) => (newest === null ? day : laterDay(newest, day)), null)
}

/**
 * For each network, the days of the asked range and which of them are provisional: observed when they were
 * younger than the days back their source still changes.
 */
export function provisionalDays(plan: Plan): ReadonlyMap<string, NetworkDays> {
  return networkDays(plan, provisionalFrom)
}

/** The same with the days that are immature: observed when conversions were still expected on them. */
export function immatureDays(plan: Plan): ReadonlyMap<string, NetworkDays> {
  return networkDays(plan, immatureFrom(plan.matureAfter, plan.query.asOf))
}
