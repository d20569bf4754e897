import { readerLocale } from './locale.ts'

const SHARE = { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 } as const

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

/** How many more or fewer, always with its sign. */
export function formatGain(value: number, locale: string = readerLocale()): string {
  const digits = Math.abs(value) < 10 ? 1 : 0
  return formatWith(value, { maximumFractionDigits: digits, signDisplay: 'exceptZero' }, locale)
}

/** A relative change as a percentage with its sign: −0.2 is `−20%`. */
export function formatChange(value: number, locale: string = readerLocale()): string {
  const digits = Math.abs(value) < 0.1 ? 1 : 0
  return formatWith(
    value,
    { style: 'percent', maximumFractionDigits: digits, signDisplay: 'exceptZero' },
    locale,
  )
}

/** A part of a whole: one decimal below 10 %, and never 0 for what is there. */
export function formatShare(value: number, locale: string = readerLocale()): string {
  if (value > 0 && value < 0.001) return `< ${formatWith(0.001, SHARE, locale)}`
  return formatWith(value, value < 0.1 ? SHARE : { style: 'percent', maximumFractionDigits: 0 }, locale)
}

/** A part of a whole with one decimal, as the ends of an interval need it. */
export function formatFineShare(value: number, locale: string = readerLocale()): string {
  return formatWith(value, SHARE, locale)
}

export function formatFactor(value: number, locale: string = readerLocale()): string {
  return `×\u2009${formatWith(value, { maximumFractionDigits: 2 }, locale)}`
}

/** One rate over another, always with two decimals. */
export function formatRatio(value: number, locale: string = readerLocale()): string {
  return `×\u2009${formatWith(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }, locale)}`
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
