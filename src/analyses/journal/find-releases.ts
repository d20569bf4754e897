import type { Day } from '#schema/day.ts'
import { countDays } from '#schema/day.ts'
import { compareVersions } from './compare-versions.ts'

/** Installs of one version of an app on one day. */
export interface VersionDay {
  readonly version: string
  readonly day: Day
  readonly installs: number
}

/** A version and the first day on which it had a real share of the installs. */
export interface Release {
  readonly version: string
  readonly day: Day
  /** Its share of the installs of that day, and the day of its first install. */
  readonly share: number
  readonly first: Day
}

/** Part of a day's installs from which on a version is out, and part it may have had before: tests and stragglers. */
const REAL_SHARE = 0.1
const EARLIER_SHARE = 0.05
/** Days from the first on that must bear it out, days before that must not, and installs each of both must have. */
const DAYS_AFTER = 3
const DAYS_BEFORE = 7
const LEAST_INSTALLS = 10

interface Counted {
  readonly own: number
  readonly all: number
}

function countOf(rows: readonly VersionDay[], version: string, isInside: (day: Day) => boolean): Counted {
  let [own, all] = [0, 0]
  for (const row of rows) {
    if (!isInside(row.day)) continue
    all += row.installs
    if (row.version === version) own += row.installs
  }
  return { own, all }
}

const isReal = ({ own, all }: Counted) => own > 0 && own >= all * REAL_SHARE

/** The first day on which a version has a real share that the next days bear out; `null` where there is none. */
function realDay(rows: readonly VersionDay[], version: string): Day | null {
  const days = rows.filter((row) => row.version === version && row.installs > 0).map(({ day }) => day)
  const found = days.toSorted().find((day) => {
    const after = countOf(rows, version, (each) => each >= day && countDays(day, each) <= DAYS_AFTER)
    return (
      isReal(countOf(rows, version, (each) => each === day)) && isReal(after) && after.own >= LEAST_INSTALLS
    )
  })
  return found ?? null
}

/**
 * The releases of one app on one OS, oldest first: versions higher than all before that come to a real share of the installs
 * after days on which they hardly had any. What already ran when the log begins has no known release.
 */
export function findReleases(rows: readonly VersionDay[]): readonly Release[] {
  const versions = [...new Set(rows.map(({ version }) => version))].filter((version) => /\d/.test(version))
  const real = versions
    .flatMap((version) => {
      const day = realDay(rows, version)
      return day === null ? [] : [{ version, day }]
    })
    .toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : compareVersions(a.version, b.version)))
  let newest: string | null = null
  return real.flatMap(({ version, day }): Release[] => {
    const isHigher = newest !== null && compareVersions(version, newest) > 0
    if (newest === null || isHigher) newest = version
    const before = countOf(rows, version, (each) => each < day && countDays(each, day) <= DAYS_BEFORE + 1)
    if (!isHigher || before.all < LEAST_INSTALLS || before.own >= before.all * EARLIER_SHARE) return []
    const { own, all } = countOf(rows, version, (each) => each === day)
    const first = rows.reduce(
      (least, row) => (row.version === version && row.installs > 0 && row.day < least ? row.day : least),
      day,
    )
    return [{ version, day, share: own / all, first }]
  })
}
