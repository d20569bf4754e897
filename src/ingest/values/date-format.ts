import { findMonth } from './month-names.ts'

type Order = 'dmy' | 'mdy'
type Separator = '/' | '-' | '.'

/** One way a column writes its days; `iso` covers `2026-11-18`, `2026/11/18` and instants of either. */
export type DateFormat =
  | 'iso'
  | 'compact'
  | 'month_name'
  | 'serial'
  | 'epoch_s'
  | 'epoch_ms'
  | `${Order}${Separator}`

const FIXED: readonly DateFormat[] = ['iso', 'compact', 'month_name', 'serial', 'epoch_s', 'epoch_ms']
const SEPARATORS: readonly Separator[] = ['/', '-', '.']

export const DATE_FORMATS: readonly DateFormat[] = [
  ...FIXED,
  ...SEPARATORS.flatMap((separator): DateFormat[] => [`dmy${separator}`, `mdy${separator}`]),
]

const ISO = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:$|[T ,])/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const DAY_FIRST_NAME =
  /^(?:\p{L}+\.?,?\s+)??(\d{1,2})(?:st|nd|rd|th|er|\.|º)?[\s-]+(?:de\s+)?(\p{L}{3,})\.?,?[\s-]+(?:de\s+|del\s+)?(\d{4}|\d{2})(?:$|[\sT,])/u
const MONTH_FIRST_NAME =
  /^(?:\p{L}+\.?,?\s+)??(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4}|\d{2})(?:$|[\sT,])/u
const DAY_MS = 86_400_000

/** The day a text says under a format as `YYYY-MM-DD`, or `null` when it does not fit or does not exist. */
export function readDay(text: string, format: DateFormat): string | null {
  const value = text.trim()
  switch (format) {
    case 'iso':
      return fromParts(ISO.exec(value), 1, 2, 3)
    case 'compact':
      return fromParts(COMPACT.exec(value), 1, 2, 3)
    case 'month_name':
      return fromName(value)
    case 'serial':
      return fromNumber(value, 20_000, 80_000, (serial) => (Math.floor(serial) - 25_569) * DAY_MS)
    case 'epoch_s':
      return fromNumber(value, 500_000_000, 4_000_000_000, (seconds) => seconds * 1000)
    case 'epoch_ms':
      return fromNumber(value, 500_000_000_000, 4_000_000_000_000, (milliseconds) => milliseconds)
    default: {
      const mark = format.slice(3)
      const parts = new RegExp(`^(\\d{1,2})[${mark}](\\d{1,2})[${mark}](\\d{4}|\\d{2})(?:$|[ T,])`).exec(
        value,
      )
      return format.startsWith('dmy') ? fromParts(parts, 3, 2, 1) : fromParts(parts, 3, 1, 2)
    }
  }
}

function fromParts(parts: RegExpExecArray | null, year: number, month: number, day: number): string | null {
  if (!parts) return null
  return toDay(Number(parts[year]), Number(parts[month]), Number(parts[day]))
}

function fromName(value: string): string | null {
  const dayFirst = DAY_FIRST_NAME.exec(value)
  if (dayFirst) return toDay(Number(dayFirst[3]), findMonth(dayFirst[2] ?? '') ?? 0, Number(dayFirst[1]))
  const monthFirst = MONTH_FIRST_NAME.exec(value)
  if (!monthFirst) return null
  return toDay(Number(monthFirst[3]), findMonth(monthFirst[1] ?? '') ?? 0, Number(monthFirst[2]))
}

function fromNumber(
  value: string,
  from: number,
  to: number,
  toInstant: (number: number) => number,
): string | null {
  if (!/^\d+(?:\.\d*)?$/.test(value)) return null
  const number = Number(value)
  return number >= from && number < to ? new Date(toInstant(number)).toISOString().slice(0, 10) : null
}

function toDay(written: number, month: number, day: number): string | null {
  const year = written < 100 ? written + (written < 70 ? 2000 : 1900) : written
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1) return null
  const instant = new Date(Date.UTC(year, month - 1, day))
  return instant.getUTCDate() === day ? instant.toISOString().slice(0, 10) : null
}
