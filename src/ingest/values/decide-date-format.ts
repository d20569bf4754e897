import { isAbsent } from './absent.ts'
import { DATE_FORMATS, type DateFormat, readDay } from './date-format.ts'

/** How a column writes its days, or why that cannot be told. */
export type DateDecision =
  | { readonly kind: 'formats'; readonly formats: readonly DateFormat[]; readonly unread: number }
  /** Every value fits day-first and month-first alike: a person must say. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly (readonly DateFormat[])[] }
  | { readonly kind: 'unreadable'; readonly examples: readonly string[] }

const LEAST_READ = 0.5

/** The formats of a day column, decided from all its sampled values at once. */
export function decideDateFormat(values: readonly string[], hint?: 'dmy' | 'mdy'): DateDecision {
  const present = [...new Set(values.filter((value) => !isAbsent(value)))]
  const readers = new Map(
    DATE_FORMATS.map((format): [DateFormat, Set<string>] => [
      format,
      new Set(present.filter((value) => readDay(value, format) !== null)),
    ]),
  )
  const chosen = new Set<DateFormat>()
  const unsure: [DateFormat, DateFormat][] = []
  for (const [format, read] of readers) {
    if (read.size === 0 || chosen.has(format)) continue
    if (!format.startsWith('dmy') && !format.startsWith('mdy')) {
      chosen.add(format)
      continue
    }
    const [dayFirst, monthFirst] = rivals(format)
    const dayOnly = countOnly(readers.get(dayFirst), readers.get(monthFirst))
    const monthOnly = countOnly(readers.get(monthFirst), readers.get(dayFirst))
    if (dayOnly > 0 && monthOnly > 0) {
      return { kind: 'unreadable', examples: present.slice(0, 5) }
    }
    if (dayOnly === 0 && monthOnly === 0) {
      if (format.endsWith('.')) chosen.add(dayFirst)
      else if (hint) chosen.add(hint === 'dmy' ? dayFirst : monthFirst)
      else if (format === dayFirst) unsure.push([dayFirst, monthFirst])
    } else {
      chosen.add(dayOnly > 0 ? dayFirst : monthFirst)
    }
  }
  if (unsure.length > 0) {
    return {
      kind: 'ambiguous',
      candidates: [0, 1].map((side) => [...chosen, ...unsure.map((pair) => pair[side === 0 ? 0 : 1])]),
    }
  }
  const formats = [...chosen]
  const unread = present.filter((value) => !formats.some((format) => readDay(value, format) !== null))
  if (formats.length === 0 || unread.length > present.length * (1 - LEAST_READ)) {
    return { kind: 'unreadable', examples: unread.slice(0, 5) }
  }
  return { kind: 'formats', formats, unread: unread.length }
}

/** The decided formats and those that cannot be mistaken for them, for rows a sample did not show. */
export function withRareFormats(formats: readonly DateFormat[]): DateFormat[] {
  return [...new Set<DateFormat>([...formats, 'iso', 'serial', 'compact'])]
}

function rivals(format: DateFormat): [DateFormat, DateFormat] {
  if (format.endsWith('/')) return ['dmy/', 'mdy/']
  return format.endsWith('-') ? ['dmy-', 'mdy-'] : ['dmy.', 'mdy.']
}

function countOnly(own: ReadonlySet<string> = new Set(), other: ReadonlySet<string> = new Set()): number {
  return own.difference(other).size
}
