/** The calendar day of a moment in a zone. */
export function dayIn(zone: string, moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(moment)
}

function offsetMinutes(zone: string, moment: Date): number {
  const part = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(moment)
    .find(({ type }) => type === 'timeZoneName')?.value
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d{1,2}):?(\d{2})?)?/.exec(part ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** The moment a day begins in a zone. A day that clocks change in has 23 or 25 hours, and begins all the same. */
export function startOfDay(day: string, zone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const guess = new Date(midnight - offsetMinutes(zone, new Date(midnight)) * 60_000)
  const better = new Date(midnight - offsetMinutes(zone, guess) * 60_000)
  // Where midnight itself is skipped, the day begins when the clocks have moved.
  return dayIn(zone, better) === day ? better : new Date(better.getTime() + 3_600_000)
}

/** A moment as ISO 8601 with the offset of a zone, e.g. `2026-03-29T00:00:00+01:00`. */
export function isoIn(zone: string, moment: Date): string {
  const minutes = offsetMinutes(zone, moment)
  const local = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, 19)
  const size = Math.abs(minutes)
  const two = (amount: number) => String(amount).padStart(2, '0')
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** The zone of a name, as this machine knows it; `null` for one it does not know. */
export function knownZone(name: string | null | undefined): string | null {
  if (!name) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return null
  }
}
