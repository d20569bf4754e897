import { readerLocale } from './locale.ts'
import { formatWith } from './number.ts'

/** Money with its currency code; without a known currency, the bare amount. */
export function formatMoney(value: number, currency: string | null, locale: string = readerLocale()): string {
  const digits = Math.abs(value) >= 1000 ? 0 : 2
  const amount = formatWith(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }, locale)
  return currency === null ? amount : `${amount}\u00a0${currency}`
}
