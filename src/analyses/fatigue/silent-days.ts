import { dayOf } from '#schema/day-number.ts'
import type { Note } from '#schema/note.ts'
import type { Numbers } from './shared-columns.ts'
import type { WatchedObject } from './watched-object.ts'

/** Conversions that must be expected of a network on a day before none at all means that it did not report. */
const SURELY_SOME = 20

interface NetworkDays {
  conversions: Map<number, number>
  impressions: Map<number, number>
}

function daysByNetwork(objects: readonly WatchedObject[]): ReadonlyMap<string, NetworkDays> {
  const networks = new Map<string, NetworkDays>()
  for (const { places } of objects) {
    for (const { network, day, impressions, conversions } of places) {
      const known = networks.get(network) ?? { conversions: new Map(), impressions: new Map() }
      networks.set(network, known)
      day.forEach((each, d) => {
        known.conversions.set(each, (known.conversions.get(each) ?? 0) + (conversions[d] ?? 0))
        known.impressions.set(each, (known.impressions.get(each) ?? 0) + (impressions[d] ?? 0))
      })
    }
  }
  return networks
}

function silentDays({ conversions, impressions }: NetworkDays): ReadonlySet<number> {
  const sum = (values: Map<number, number>) => values.values().reduce((total, value) => total + value, 0)
  const rate = sum(conversions) / sum(impressions)
  return new Set(
    [...conversions].flatMap(([day, count]) =>
      count === 0 && (impressions.get(day) ?? 0) * rate >= SURELY_SOME ? [day] : [],
    ),
  )
}

/** The objects without days on which a network showed much and reported no conversion at all, and what is to be said of them. */
export function withoutSilentDays(objects: readonly WatchedObject[]): {
  readonly objects: readonly WatchedObject[]
  readonly notes: readonly Note[]
} {
  const silent = new Map(
    [...daysByNetwork(objects)].flatMap(([network, days]) => {
      const found = silentDays(days)
      return found.size === 0 ? [] : [[network, found] as const]
    }),
  )
  if (silent.size === 0) return { objects, notes: [] }
  const list = [...silent].map(([network, days]) => {
    const sorted = [...days].toSorted((a, b) => a - b).map(dayOf)
    const shown = sorted.slice(0, 3).join(', ')
    return `${network === '' ? '' : `${network} `}${shown}${sorted.length > 3 ? ` and ${sorted.length - 3} more` : ''}`
  })
  const kept = objects.map((object) => ({
    ...object,
    places: object.places.map((place) => {
      const days = silent.get(place.network)
      if (days === undefined) return place
      const keep = Int32Array.from(place.day.keys().filter((d) => !days.has(place.day[d] ?? 0)))
      const pick = (values: Numbers) => Float64Array.from(keep, (d) => values[d] ?? 0)
      return {
        ...place,
        day: pick(place.day),
        impressions: pick(place.impressions),
        conversions: pick(place.conversions),
        clicks: place.clicks === null ? null : pick(place.clicks),
        spend: place.spend === null ? null : pick(place.spend),
      }
    }),
  }))
  return {
    objects: kept,
    notes: [
      {
        code: 'nothing_reported',
        severity: 'warning',
        message: `Days with many impressions and no conversion of any creative are left out, as if nobody reported: ${list.join('; ')}.`,
      },
    ],
  }
}
