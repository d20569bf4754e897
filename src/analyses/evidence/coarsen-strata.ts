/** Counts of one object in one place: network, OS, country and format, `null` where nobody says. */
export interface PlacedCount {
  readonly object: string
  readonly network: string | null
  readonly os: string | null
  readonly country: string | null
  readonly format: string | null
  readonly conversions: number
}

const LEAST_CONVERSIONS = 20
const LEAST_OBJECTS = 2
const FIRST_TIER = new Set(
  'AT AU BE CA CH DE DK FI FR GB HK IE IL IT JP KR LU NL NO NZ SE SG TW US'.split(' '),
)

function tierOf(country: string | null): string {
  if (country === null) return '?'
  return FIRST_TIER.has(country.toUpperCase()) ? 'tier 1' : 'tier 2'
}

const name = (part: string | null) => part ?? '?'

/** From the finest place to the network alone, which is never given up. */
const LEVELS: readonly ((place: PlacedCount) => string)[] = [
  ({ network, os, country, format }) => [network, os, country, format].map(name).join(' · '),
  ({ network, os, country }) => [network, os, country].map(name).join(' · '),
  ({ network, os, country }) => [name(network), name(os), tierOf(country)].join(' · '),
  ({ network, country }) => [name(network), tierOf(country)].join(' · '),
  ({ network }) => name(network),
]

/** The stratum of each count: as fine as 20 conversions and two objects allow, coarser only where they do not. */
export function coarsenStrata(places: readonly PlacedCount[]): string[] {
  const strata = places.map(() => '')
  let open = [...places.keys()]
  LEVELS.forEach((label, level) => {
    const found = new Map<string, { conversions: number; objects: Set<string>; members: number[] }>()
    for (const k of open) {
      const place = places[k]
      if (place === undefined) continue
      const stratum = label(place)
      const known = found.get(stratum) ?? { conversions: 0, objects: new Set<string>(), members: [] }
      known.conversions += place.conversions
      known.objects.add(place.object)
      known.members.push(k)
      found.set(stratum, known)
    }
    open = []
    for (const [stratum, { conversions, objects, members }] of found) {
      const enough = conversions >= LEAST_CONVERSIONS && objects.size >= LEAST_OBJECTS
      for (const k of members) {
        if (enough || level === LEVELS.length - 1) strata[k] = stratum
        else open.push(k)
      }
    }
  })
  return strata
}
