import { inSlices } from '#metrics/index.ts'
import type { Place } from './place.ts'

const LEAST_CONVERSIONS = 20
const LEAST_OBJECTS = 2
/** Strata whose differences are learnt together: beyond it their number costs far more than it tells. */
const MOST_STRATA = 300
const FIRST_TIER = new Set(
  'AT AU BE CA CH DE DK FI FR GB HK IE IL IT JP KR LU NL NO NZ SE SG TW US'.split(' '),
)

type Told = Pick<Place, 'app' | 'network' | 'os' | 'country' | 'format'>

/** A part of a label: `undefined` where the dimension was not asked, `null` being a value nobody told. */
function told(name: string, value: string | null | undefined): string | undefined {
  return value === null ? `unknown ${name}` : value
}

function tierOf(country: string | null | undefined): string | undefined {
  if (country === undefined || country === null) return told('country', country)
  return FIRST_TIER.has(country.toUpperCase()) ? 'tier 1' : 'tier 2'
}

/** The parts in one text; built by hand, since a ranking has hundreds of thousands of places. */
function label(...parts: readonly (string | undefined)[]): string {
  let text = ''
  for (const part of parts) if (part !== undefined) text = text === '' ? part : `${text} · ${part}`
  return text === '' ? 'everywhere' : text
}

const appOf = ({ app }: Told) => told('app', app)
const networkOf = ({ network }: Told) => told('network', network)
const osOf = ({ os }: Told) => told('os', os)
const countryOf = ({ country }: Told) => told('country', country)

/** From the finest place to app and network alone, which are never given up. */
const LEVELS: readonly ((place: Told) => string)[] = [
  (place) =>
    label(appOf(place), networkOf(place), osOf(place), countryOf(place), told('format', place.format)),
  (place) => label(appOf(place), networkOf(place), osOf(place), countryOf(place)),
  (place) => label(appOf(place), networkOf(place), osOf(place), tierOf(place.country)),
  (place) => label(appOf(place), networkOf(place), tierOf(place.country)),
  (place) => label(appOf(place), networkOf(place)),
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
async function finestOf(places: readonly Place[]): Promise<readonly Held[]> {
  const found = new Map<string, Held>()
  await inSlices(places, (place) => {
    const name = LEVELS[0]?.(place) ?? ''
    const known = found.get(name)
    if (known === undefined) {
      found.set(name, { place, conversions: place.conversions, objects: new Set([place.object]) })
      return
    }
    known.conversions += place.conversions
    known.objects.add(place.object)
  })
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
export async function coarsenStrata(places: readonly Place[]): Promise<StratumOf> {
  const finest = await finestOf(places)
  const most = Math.max(0, ...finest.map(({ conversions }) => conversions))
  let settled = settle(finest, LEAST_CONVERSIONS)
  for (let least = 2 * LEAST_CONVERSIONS; count(settled) > MOST_STRATA && least < 2 * most; least *= 2)
    settled = settle(finest, least)
  const names = nameApart(settled)
  const known = new Map<string, string>()
  return (place) => {
    const finestLabel = LEVELS[0]?.(place) ?? ''
    const found = known.get(finestLabel) ?? stratumAmong(names, place) ?? finestLabel
    known.set(finestLabel, found)
    return found
  }
}

function stratumAmong(names: ReadonlyMap<string, string>, place: Told): string | undefined {
  for (const [level, labelOf] of LEVELS.entries()) {
    const name = names.get(`${level} ${labelOf(place)}`)
    if (name !== undefined) return name
  }
  return undefined
}
