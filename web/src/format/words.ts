import { DIMENSIONS, isDimension } from '#schema/dimension.ts'
import { parseFieldTarget } from '#schema/field-target.ts'
import { DELIVERY_MEASURES, isDeliveryMeasure } from '#schema/measure.ts'

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A message as a sentence; a name it starts with (`report.csv`, `ad_group`) keeps its letters. */
export function toSentence(message: string): string {
  const [first = ''] = message.split(' ', 1)
  const started = /[._/=-]|^.[A-Z]/.test(first) ? message : capitalise(message)
  return /[.!?…]$/.test(started) ? started : `${started}.`
}

function spell(name: string): string {
  return name.replaceAll('_', ' ')
}

/** `tag.hook` → `Hook`, `ad_group` → `Ad group`. */
export function labelDimension(name: string): string {
  if (isDimension(name)) return DIMENSIONS[name].label
  return capitalise(spell(name.startsWith('tag.') ? name.slice(4) : name))
}

const IRREGULAR: Readonly<Record<string, string>> = { country: 'countries', age: 'age groups' }

/** What the rows of a ranking are, e.g. `ad groups`. */
export function namePlural(by: string, count = 2): string {
  const label = by === 'os' ? 'OS' : labelDimension(by).toLowerCase()
  if (by.startsWith('tag.')) return count === 1 ? `${label} tag` : `${label} tags`
  if (count === 1) return label
  if (by === 'os') return 'systems'
  return IRREGULAR[by] ?? `${label}s`
}

const UNIQUE = 'unique.'

/** Events whose name takes an s; a source’s own (`new_workout_saved`) are left as they are. */
const COUNTABLE =
  /(install|purchase|click|conversion|sign_up|lead|download|registration|subscription|trial|order|sale|session|view)$/

/** `install` → `installs`, `sign_up` → `sign-ups`, `unique.purchase` → `purchases (unique users)`. */
export function nameEvents(event: string): string {
  if (event.startsWith(UNIQUE)) return `${nameEvents(event.slice(UNIQUE.length))} (unique users)`
  const words = event.replaceAll('_', '-')
  return COUNTABLE.test(event) ? `${words}s` : words
}

/** The name of the ranked rate: IPM for installs, else said in words. */
export function nameRate(event: string): string {
  return event === 'install' ? 'IPM' : `${capitalise(nameEvents(event))} ‰`
}

export function labelEvent(event: string): string {
  if (event.startsWith(UNIQUE)) return `${labelEvent(event.slice(UNIQUE.length))} (unique users)`
  return capitalise(event.replaceAll('_', ' '))
}

/** Name of each network as people write it, by its key. */
export type NetworkLabels = Readonly<Record<string, string>>

export function nameNetworks(keys: readonly string[], labels: NetworkLabels): string {
  return keys
    .map((key) => labels[key] ?? key)
    .toSorted((a, b) => a.localeCompare(b))
    .join(', ')
}

const BASIS_WORDS: Readonly<Record<string, string>> = {
  network: 'network-reported',
  mmp: 'MMP',
  own: 'own data',
  skan: 'SKAN',
  modelled: 'modelled',
}

export function nameBasis(basis: string): string {
  return BASIS_WORDS[basis] ?? basis
}

/** A measure as an answer names it: `impressions`, `event.install`, `value.revenue`. */
export function labelMeasure(name: string): string {
  if (isDeliveryMeasure(name)) return DELIVERY_MEASURES[name].label
  const target = parseFieldTarget(name)
  if (target?.kind === 'event') {
    const day = target.cohortDay === null ? '' : ` D${target.cohortDay}`
    if (target.part === 'value') return `${labelEvent(target.event)} value${day}`
    const events = capitalise(nameEvents(target.event))
    const after = target.attribution === 'all' ? '' : ` after a ${target.attribution}`
    return `${target.part === 'unique' ? `${events} (unique users)` : events}${after}${day}`
  }
  return labelField(name)
}

/** A field of a mapping in words. */
export function labelField(name: string): string {
  if (isDimension(name)) return DIMENSIONS[name].label
  if (isDeliveryMeasure(name)) return DELIVERY_MEASURES[name].label
  if (name.startsWith('tag.')) return `Tag: ${spell(name.slice(4))}`
  return capitalise(spell(name))
}
