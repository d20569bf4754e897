import type { Place } from './place.ts'

const LEAST_CONVERSIONS = 20
const LEAST_OBJECTS = 2
const FIRST_TIER = new Set(
  'AT AU BE CA CH DE DK FI FR GB HK IE IL IT JP KR LU NL NO NZ SE SG TW US'.split(' '),
)

type Told = Pick<Place, 'app' | 'network' | 'os' | 'country' | 'format'>

/** A part of a label; nothing where the dimension was not asked, `null` being a value nobody told. */
function told(name: string, value: string | null | undefined): readonly string[] {
  return value === undefined ? [] : [value ?? `unknown ${name}`]
}

function tierOf(country: string | null | undefined): readonly string[] {
  if (country === undefined) return []
  if (country === null) return ['unknown country']
  return [FIRST_TIER.has(country.toUpperCase()) ? 'tier 1' : 'tier 2']
}

function label(...parts: readonly (readonly string[])[]): string {
  return parts.flat().join(' · ') || 'everywhere'
}

const whose = ({ app, network }: Told) => [...told('app', app), ...told('network', network)]

/** From the finest place to app and network alone, which are never given up. */
const LEVELS: readonly ((place: Told) => string)[] = [
  (place) =>
    label(whose(place), told('os', place.os), told('country', place.country), told('format', place.format)),
  (place) => label(whose(place), told('os', place.os), told('country', place.country)),
  (place) => label(whose(place), told('os', place.os), tierOf(place.country)),
  (place) => label(whose(place), tierOf(place.country)),
  (place) => label(whose(place)),
]

/** Finds the stratum of a place; of one nobody ran in, the finest that would hold it. */
export type StratumOf = (place: Told) => string

/** Strata as fine as 20 conversions and two objects in each allow, coarser only where they do not. */
export function coarsenStrata(places: readonly Place[]): StratumOf {
  const settled = LEVELS.map(() => new Set<string>())
  let open = places
  LEVELS.forEach((labelOf, level) => {
    const found = new Map<string, { conversions: number; objects: Set<string>; members: Place[] }>()
    for (const place of open) {
      const name = labelOf(place)
      const known = found.get(name) ?? { conversions: 0, objects: new Set<string>(), members: [] }
      known.conversions += place.conversions
      known.objects.add(place.object)
      known.members.push(place)
      found.set(name, known)
    }
    const left: Place[] = []
    for (const [name, { conversions, objects, members }] of found) {
      const enough = conversions >= LEAST_CONVERSIONS && objects.size >= LEAST_OBJECTS
      if (enough || level === LEVELS.length - 1) settled[level]?.add(name)
      else for (const member of members) left.push(member)
    }
    open = left
  })
  // Two levels may give the same words; strata of different levels stay apart all the same.
  const used = new Map<string, number>()
  const names = new Map<string, string>()
  settled.forEach((own, level) => {
    for (const name of own) {
      const times = used.get(name) ?? 0
      used.set(name, times + 1)
      names.set(`${level} ${name}`, times === 0 ? name : `${name} · other`)
    }
  })
  return (place) => {
    for (const [level, labelOf] of LEVELS.entries()) {
      const name = names.get(`${level} ${labelOf(place)}`)
      if (name !== undefined) return name
    }
    return LEVELS[0]?.(place) ?? ''
  }
}
