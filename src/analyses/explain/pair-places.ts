import type { FunnelCounts } from '#stats/index.ts'
import type { PlaceCounts, Sides } from './gather-sides.ts'

/** A place with what it counted on each side. */
export interface Place {
  readonly name: string
  readonly values: readonly (string | null)[]
  readonly before: PlaceCounts | undefined
  readonly after: PlaceCounts | undefined
}

/** Every place of either side. */
export function pairPlaces({ before, after }: Pick<Sides, 'before' | 'after'>): readonly Place[] {
  return [...new Set([...before.places.keys(), ...after.places.keys()])].map((name) => {
    const [one, other] = [before.places.get(name), after.places.get(name)]
    return { name, values: (one ?? other)?.values ?? [], before: one, after: other }
  })
}

/** Whether clicks are known wherever a place ran: else their coming would look like a change. */
export const knowsClicks = ({ before, after }: Place) => before?.clicks !== null && after?.clicks !== null

/** Whether it is told which conversions came after a view, wherever a place ran. */
export const knowsViews = ({ before, after }: Place) =>
  before?.afterView !== null && after?.afterView !== null

/** Counts of a place as a funnel; clicks and views are told apart only where both sides tell them. */
export function funnelOf(
  counts: Pick<PlaceCounts, 'impressions' | 'clicks' | 'conversions' | 'afterView'> | undefined,
  place: Place,
): FunnelCounts {
  const { impressions = 0, conversions = 0, clicks = 0, afterView = null } = counts ?? {}
  if (!knowsClicks(place) || clicks === null)
    return { impressions, clicks: 0, clickInstalls: 0, viewInstalls: conversions }
  const viewInstalls = knowsViews(place) ? (afterView ?? 0) : 0
  return { impressions, clicks, clickInstalls: conversions - viewInstalls, viewInstalls }
}
