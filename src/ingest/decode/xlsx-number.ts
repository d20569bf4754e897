const MILLISECONDS_PER_DAY = 86_400_000
const DAYS_1899_TO_1970 = 25_569
const DAYS_1904_LATER = 1462
const PAST_EXACT = 1e15

/** The number a cell holds as plain decimal text; above 15 digits as written, since its end is lost. */
export function formatNumber(raw: string): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw
  if (Math.abs(value) >= PAST_EXACT) return raw
  if (/^-?\d+(?:\.\d{1,12})?$/.test(raw) && raw.length <= 15) return raw
  const rounded = Number(value.toPrecision(15))
  const text = String(rounded)
  return text.includes('e') ? rounded.toFixed(20).replace(/\.?0+$/, '') : text
}

/** The ISO text of an Excel serial: a day, a day with time, or a time alone below one day. */
export function formatSerial(raw: string, base1904: boolean): string {
  const serial = Number(raw) + (base1904 ? DAYS_1904_LATER : 0)
  if (raw.trim() === '' || !Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return raw
  const seconds = Math.round(serial * 86_400)
  // Excel counts a 29 February 1900 that never was, so days before March 1900 sit one later.
  const days = Math.floor(seconds / 86_400) + (serial >= 1 && serial < 60 ? 1 : 0)
  const instant = new Date((days - DAYS_1899_TO_1970) * MILLISECONDS_PER_DAY + (seconds % 86_400) * 1000)
  const iso = instant.toISOString()
  if (seconds < 86_400) return iso.slice(11, 19)
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}
