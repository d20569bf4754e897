import type { Place } from './place.ts'

const LEAST_CONVERSIONS = 20
/** Strata whose differences are learnt together: beyond it their number costs far more than it tells. */
const MOST_STRATA = 300
const FIRST_TIER = new Set(
  'AT AU BE CA CH DE DK FI FR GB HK IE IL IT JP KR LU NL NO NZ SE SG TW US'.split(' '),
)

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

const appOf = ({ app }: Place) => told('app', app)
const networkOf = ({ network }: Place) => told('network', network)
const osOf = ({ os }: Place) => told('os', os)
const countryOf = ({ country }: Place) => told('country', country)

/** From the finest place to app and network alone, which are never given up. */
const LEVELS: readonly ((place: Place) => string)[] = [
  (place) =>
    label(appOf(place), networkOf(place), osOf(place), countryOf(place), told('format', place.format)),
  (place) => label(appOf(place), networkOf(place), osOf(place), countryOf(place)),
  (place) => label(appOf(place), networkOf(place), osOf(place), tierOf(place.country)),
  (place) => label(appOf(place), networkOf(place), tierOf(place.country)),
  (place) => label(appOf(place), networkOf(place)),
]

/** Finds the stratum of a place; of one nobody ran in, the finest that would hold it. */
export type StratumOf = (place: Place) => string

/** All that ran in one place: of its objects the first, and whether there were others. */
export interface HeldPlace {
  readonly place: Place
  readonly conversions: number
  readonly object: string
  readonly several: boolean
}

interface Held {
  /** Its name on each level. */
  readonly labels: readonly string[]
  conversions: number
  readonly object: string
  several: boolean
}

function holdTogether(held: Iterable<Held>, level: number): Map<string, Held[]> {
  const found = new Map<string, Held[]>()
  for (const each of held) {
    const name = each.labels[level] ?? ''
    const known = found.get(name)
    if (known === undefined) found.set(name, [each])
    else known.push(each)
  }
  return found
}

/** Those of the same finest label as one. */
function finestOf(places: readonly HeldPlace[]): readonly Held[] {
  const found = new Map<string, Held>()
  for (const { place, conversions, object, several } of places) {
    const labels = LEVELS.map((labelOf) => labelOf(place))
    const [name = ''] = labels
    const known = found.get(name)
    if (known === undefined) {
      found.set(name, { labels, conversions, object, several })
      continue
    }
    known.conversions += conversions
    known.several ||= several || known.object !== object
  }
  return [...found.values()]
}

/** Whether different objects ran there. */
function holdSeveral(members: readonly Held[]): boolean {
  return members.some(({ several, object }) => several || object !== members[0]?.object)
}

/** Labels of each level that hold enough, coarser ones only for what finer ones leave over. */
function settle(finest: readonly Held[], leastConversions: number): readonly ReadonlySet<string>[] {
  let open = finest
  return LEVELS.map((_, level) => {
    const settled = new Set<string>()
    const left: Held[] = []
    for (const [name, members] of holdTogether(open, level)) {
      const conversions = members.reduce((sum, member) => sum + member.conversions, 0)
      const enough = conversions >= leastConversions && holdSeveral(members)
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
export function coarsenStrata(places: readonly HeldPlace[]): StratumOf {
  const finest = finestOf(places)
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

function stratumAmong(names: ReadonlyMap<string, string>, place: Place): string | undefined {
  for (const [level, labelOf] of LEVELS.entries()) {
    const name = names.get(`${level} ${labelOf(place)}`)
    if (name !== undefined) return name
  }
  return undefined
}
