const OFFSET = /^(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?$/i

/** The name the tz database has for a zone; `null` for a text that is none. */
function zoneName(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** SQL for the clock of a zone at an instant given as a TIMESTAMP of UTC; that of UTC where the zone is not known. */
export function clockIn(zone: string | null, instant: string): string {
  const [, sign, hours = '0', minutes = '0'] = OFFSET.exec(zone?.trim() ?? '') ?? []
  if (sign !== undefined)
    return `(${instant} ${sign} INTERVAL ${Number(hours) * 60 + Number(minutes)} MINUTE)`
  const name = zone === null ? null : zoneName(zone.trim())
  return name === null || name === 'UTC' ? instant : `timezone('${name}', timezone('UTC', ${instant}))`
}
