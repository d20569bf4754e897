import type { DaySeries } from '../dispersion/types.ts'
import type { WatchedCreative } from './types.ts'

/** The days of one creative in one stratum. */
export interface TableRow {
  readonly creative: number
  readonly stratum: number
  readonly days: DaySeries
}

/** Every creative's days by stratum, days numbered from the first of all. */
export interface WatchTable {
  readonly creatives: number
  readonly rows: readonly TableRow[]
  /** Rows of each creative. */
  readonly rowsOf: readonly (readonly TableRow[])[]
  readonly strata: readonly string[]
  readonly parents: readonly string[]
  /** Parent of each stratum. */
  readonly parentOf: Int32Array
  readonly firstDay: number
  readonly days: number
}

const WIDEST_CALENDAR = 20_000

/** The table of all creatives; throws a RangeError where the days are no calendar. */
export function watchTable(creatives: readonly WatchedCreative[]): WatchTable {
  const strata = new Map<string, number>()
  const parents = new Map<string, number>()
  const parentOf: number[] = []
  const numberOf = (names: Map<string, number>, name: string) => {
    const known = names.get(name) ?? names.size
    names.set(name, known)
    return known
  }
  let first = Infinity
  let last = -Infinity
  const rowsOf = creatives.map(({ cells }, creative) =>
    cells.map(({ stratum: name, parent = '', days }): TableRow => {
      const stratum = numberOf(strata, name)
      parentOf[stratum] ??= numberOf(parents, parent)
      for (let d = 0; d < days.day.length; d++) {
        const day = days.day[d] ?? 0
        if (day < first) first = day
        if (day > last) last = day
      }
      return { creative, stratum, days }
    }),
  )
  const days = last < first ? 0 : last - first + 1
  if (days > WIDEST_CALENDAR) throw new RangeError(`days ${first} to ${last} are no calendar`)
  return {
    creatives: creatives.length,
    rows: rowsOf.flat(),
    rowsOf,
    strata: [...strata.keys()],
    parents: [...parents.keys()],
    parentOf: Int32Array.from(parentOf),
    firstDay: days === 0 ? 0 : first,
    days,
  }
}
