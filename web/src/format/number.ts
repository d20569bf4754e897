import { readerLocale } from './locale.ts'

/** Groups digits without being mistaken for a decimal mark in any locale. */
export const THIN_SPACE = '\u202f'

const formatters = new Map<string, Intl.NumberFormat>()

function getFormatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, options)
  formatters.set(key, made)
  return made
}

export function formatWith(value: number, options: Intl.NumberFormatOptions, locale: string): string {
  return getFormatter(locale, options)
    .formatToParts(value)
    .map((part) => (part.type === 'group' ? THIN_SPACE : part.type === 'minusSign' ? '−' : part.value))
    .join('')
}

/** A count: whole where it is whole, one decimal where a source reports fractions. */
export function formatCount(value: number, locale: string = readerLocale()): string {
  return formatWith(value, { maximumFractionDigits: Number.isInteger(value) ? 0 : 1 }, locale)
}

/** A per-mille figure: one decimal from 10 on, two below, three significant digits below 0.1. */
export function formatPerMille(value: number, locale: string = readerLocale()): string {
  const size = Math.abs(value)
  if (size > 0 && size < 0.1) {
    return formatWith(value, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 }, locale)
  }
  const digits = size >= 9.995 ? 1 : 2
  return formatWith(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }, locale)
}

/** A rate per impression, shown per thousand. */
export function formatRate(rate: number, locale: string = readerLocale()): string {
  return formatPerMille(rate * 1000, locale)
}

/** A probability as a percentage that never claims certainty it does not have. */
export function formatProbability(value: number, locale: string = readerLocale()): string {
  if (value < 0.01) return `< ${formatWith(0.01, { style: 'percent' }, locale)}`
  if (value > 0.99) return `> ${formatWith(0.99, { style: 'percent' }, locale)}`
  return formatWith(value, { style: 'percent', maximumFractionDigits: 0 }, locale)
}

export function formatFactor(value: number, locale: string = readerLocale()): string {
  return `×\u2009${formatWith(value, { maximumFractionDigits: 2 }, locale)}`
}

export function formatBytes(bytes: number, locale: string = readerLocale()): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3))
  const unit = units[power] ?? 'byte'
  return formatWith(
    bytes / 1000 ** power,
    {
      style: 'unit',
      unit,
      unitDisplay: power === 0 ? 'long' : 'short',
      maximumFractionDigits: power === 0 ? 0 : 1,
    },
    locale,
  )
}
