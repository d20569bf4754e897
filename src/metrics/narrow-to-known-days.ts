import { addDays, type DayRange } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import { cohortOf } from './metric.ts'
import type { Exclusion, Plan } from './plan.ts'
import type { Settlement } from './settle/settlement.ts'

const BEGINNING = '0001-01-01'
const END = '9999-12-31'

/** Numbers of a cohort's day say themselves which days they count, with what they are divided by. */
function rangesByNetwork({ components }: Plan, settlement: Settlement): ReadonlyMap<string, DayRange> {
  const ranges = new Map<string, DayRange>()
  for (const { key, component } of components) {
    if (cohortOf(component) !== null) continue
    const perNetwork = settlement.get(key) ?? []
    for (const [network, settled] of perNetwork) {
      if (settled.kind === 'answered' && settled.only !== null) ranges.set(network, settled.only)
    }
  }
  return ranges
}

/**
 * The plan without the delivery of days on which a network's outcomes are unknown, or `null` when there are
 * none. Else a rate would divide the conversions of some days by the impressions of all.
 */
export function narrowToKnownDays(plan: Plan, settlement: Settlement): Plan | null {
  const ranges = rangesByNetwork(plan, settlement)
  if (ranges.size === 0) return null
  const outside = (load: number): readonly Exclusion[] => {
    const networks = new Set(
      plan.catalogue.slices.filter((slice) => slice.load === load).map(({ network }) => network),
    )
    const [network = ''] = networks
    const range = networks.size === 1 ? ranges.get(network) : undefined
    if (range === undefined) return []
    return [
      { load, scope: null, days: { from: BEGINNING, to: addDays(range.from, -1) } },
      { load, scope: null, days: { from: addDays(range.to, 1), to: END } },
    ]
  }
  const notes = [...ranges].map(([network, { from, to }]): Note => {
    const label = plan.catalogue.networkLabels.get(network) ?? network
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
