import type { Place } from './place.ts'

const LEAST_CONVERSIONS = 20
const LEAST_OBJECTS = 2
/** Strata whose differences are learnt together: beyond it their number costs far more than it tells. */
const MOST_STRATA = 300
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

/** All that ran in one place, however many objects it were. */
interface Held {
  readonly place: Told
  conversions: number
  readonly objects: Set<string>
}

function holdTogether(held: Iterable<Held>, labelOf: (place: Told) => string): Map<string, Held[]> {
  const found = new Map<string, Held[]>()
  for (const each of held) {
    const name = labelOf(each.place)
    const known = found.get(name)
    if (known === undefined) found.set(name, [each])
    else known.push(each)
  }
  return found
}

/** Places with their objects, those of the same finest label in one. */
function finestOf(places: readonly Place[]): readonly Held[] {
  const found = new Map<string, Held>()
  for (const place of places) {
    const name = LEVELS[0]?.(place) ?? ''
    const known = found.get(name) ?? { place, conversions: 0, objects: new Set<string>() }
    known.conversions += place.conversions
    known.objects.add(place.object)
    found.set(name, known)
  }
  return [...found.values()]
}

/** Labels of each level that hold enough, coarser ones only for what finer ones leave over. */
function settle(finest: readonly Held[], leastConversions: number): readonly ReadonlySet<string>[] {
  let open = finest
  return LEVELS.map((labelOf, level) => {
    const settled = new Set<string>()
    const left: Held[] = []
    for (const [name, members] of holdTogether(open, labelOf)) {
      const conversions = members.reduce((sum, member) => sum + member.conversions, 0)
      const objects = new Set(members.flatMap((member) => [...member.objects]))
      const enough = conversions >= leastConversions && objects.size >= LEAST_OBJECTS
      if (enough || level === LEVELS.length - 1) settled.add(name)
      else left.push(...members)
    }
    open = left
    return settled
  })
}

/** Strata of different levels may have the same words and stay apart all the same. */
function nameApart(settled: readonly ReadonlySet<string>[]): ReadonlyMap<string, string> {
  const used = new Set<string>()
  const names = new Map<string, string>()
  settled.forEach((own, level) => {
    for (const name of own) {
      names.set(`${level} ${name}`, used.has(name) ? `${name} · other` : name)
      used.add(name)
    }
  })
  return names
}

function count(settled: readonly ReadonlySet<string>[]): number {
  return settled.reduce((sum, { size }) => sum + size, 0)
}

/**
 * Strata as fine as 20 conversions and two objects in each allow, coarser only where they do not. Of very many the
 * smallest are given up first, which have the least to tell.
 */
export function coarsenStrata(places: readonly Place[]): StratumOf {
  const finest = finestOf(places)
  const most = Math.max(0, ...finest.map(({ conversions }) => conversions))
  let settled = settle(finest, LEAST_CONVERSIONS)
  for (let least = 2 * LEAST_CONVERSIONS; count(settled) > MOST_STRATA && least < 2 * most; least *= 2)
    settled = settle(finest, least)
  const names = nameApart(settled)
  return (place) => {
    for (const [level, labelOf] of LEVELS.entries()) {
      const name = names.get(`${level} ${labelOf(place)}`)
      if (name !== undefined) return name
    }
    return LEVELS[0]?.(place) ?? ''
  }
}
