import { wordLocale } from './locale.ts'

function toUtc(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}

const DAY = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const

export function formatDay(day: string, locale: string = wordLocale()): string {
  return new Intl.DateTimeFormat(locale, DAY).format(toUtc(day))
}

/** A range of days, both included; `null` where one end is open. */
export function formatDays(
  from: string | null,
  to: string | null,
  locale: string = wordLocale(),
): string | null {
  if (from === null && to === null) return null
  if (from === null) return `until ${formatDay(to ?? '', locale)}`
  if (to === null) return `from ${formatDay(from, locale)}`
  if (from === to) return formatDay(from, locale)
  return new Intl.DateTimeFormat(locale, DAY).formatRange(toUtc(from), toUtc(to))
}

/** A moment in the reader's own zone. */
export function formatMoment(moment: string, locale: string = wordLocale()): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment))
}
