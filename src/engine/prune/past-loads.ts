import { addDays } from '#schema/day.ts'
import { daysKept, type RetentionSettings } from './retention-settings.ts'

/** A load as far as it matters for how long it is kept. */
export interface KeptLoad {
  readonly load: number
  readonly source: string
  readonly file: string
  readonly contentHash: string
  /** Whether its rows are single installs, clicks or events. */
  readonly isRawLog: boolean
  /** The last day it tells of, else the one it was loaded on. */
  readonly lastDay: string
  /** Day it was taken back on. */
  readonly undoneDay: string | null
}

/** Days an original may still be wanted after its load was taken back. */
const UNDONE_DAYS = 30

function isPast(
  { source, isRawLog, lastDay, undoneDay }: KeptLoad,
  today: string,
  settings: RetentionSettings,
) {
  if (undoneDay !== null) return undoneDay < addDays(today, -UNDONE_DAYS)
  const days = isRawLog ? daysKept(settings, source) : null
  return days !== null && lastDay < addDays(today, -days)
}

/** What of some loads is no longer kept: raw logs that are too old, and originals that no other load needs. */
export function pastLoads(loads: readonly KeptLoad[], today: string, settings: RetentionSettings) {
  const past = loads.filter((load) => isPast(load, today, settings))
  const needed = new Set(loads.filter((load) => !past.includes(load)).map(({ contentHash }) => contentHash))
  return {
    rawLogs: past.filter(({ isRawLog, undoneDay }) => isRawLog && undoneDay === null),
    isNeeded: (contentHash: string) => needed.has(contentHash),
  }
}
