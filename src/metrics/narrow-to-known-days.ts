import { addDays, type DayRange } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import type { CataloguedSlice } from './catalogue.ts'
import { cohortOf } from './metric.ts'
import type { Exclusion, Plan } from './plan.ts'
import { appOf, networkOf, placeOfSlice } from './settle/place.ts'
import type { Settlement } from './settle/settlement.ts'

const BEGINNING = '0001-01-01'
const END = '9999-12-31'

/** Numbers of a cohort's day say themselves which days they count, with what they are divided by. */
function rangesByPlace({ components }: Plan, settlement: Settlement): ReadonlyMap<string, DayRange> {
  const ranges = new Map<string, DayRange>()
  for (const { key, component } of components) {
    if (cohortOf(component) !== null) continue
    for (const [place, settled] of settlement.get(key) ?? []) {
      if (settled.kind === 'answered' && settled.only !== null) ranges.set(place, settled.only)
    }
  }
  return ranges
}

/** The accounts, apps and OS of a load's slices at a place, as they were landed. */
function scopesOf(
  plan: Plan,
  slices: readonly CataloguedSlice[],
  place: string,
): readonly Exclusion['scope'][] {
  const scopes = slices
    .filter((slice) => placeOfSlice(plan, slice) === place)
    .map(({ account, landedApp, os }) => ({ account, app: landedApp, os }))
  return [...new Map(scopes.map((scope) => [JSON.stringify(scope), scope])).values()]
}

/**
 * The plan without the delivery of days on which a network's outcomes are unknown, or `null` when there are
 * none. Else a rate would divide the conversions of some days by the impressions of all.
 */
export function narrowToKnownDays(plan: Plan, settlement: Settlement): Plan | null {
  const ranges = rangesByPlace(plan, settlement)
  if (ranges.size === 0) return null
  const outside = (load: number): readonly Exclusion[] => {
    const slices = plan.catalogue.slices.filter((slice) => slice.load === load)
    if (new Set(slices.map(({ network }) => network)).size !== 1) return []
    const places = new Set(slices.map((slice) => placeOfSlice(plan, slice)))
    return [...places].flatMap((place) => {
      const range = ranges.get(place)
      if (range === undefined) return []
      const scopes = places.size === 1 ? [null] : scopesOf(plan, slices, place)
      return scopes.flatMap((scope) => [
        { load, scope, days: { from: BEGINNING, to: addDays(range.from, -1) } },
        { load, scope, days: { from: addDays(range.to, 1), to: END } },
      ])
    })
  }
  const notes = [...ranges].map(([place, { from, to }]): Note => {
    const network = plan.catalogue.networkLabels.get(networkOf(place)) ?? networkOf(place)
    const app = appOf(place)
    const label = app === null ? network : `${network}, ${app}`
    return {
      code: 'narrowed_to_known_days',
      severity: 'warning',
      message: `${label}: only ${from} … ${to} is counted, because its conversions are not known for the other days.`,
    }
  })
  return {
    ...plan,
    components: plan.components.map((planned) =>
      planned.component.from === 'outcome' || planned.component.reached !== null
        ? planned
        : {
            ...planned,
            variants: planned.variants.map((variant) => ({
              ...variant,
              exclusions: [...variant.exclusions, ...variant.loads.flatMap(outside)],
            })),
          },
    ),
    notes: [...plan.notes, ...notes],
  }
}
