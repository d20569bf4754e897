import type { RunningSums } from './change-evidence.ts'
import type { ExpectedDays, FatigueBaseline, FatigueSettings } from './types.ts'
import type { WatchTable } from './watch-table.ts'

/** One creative's days, its noise, and the index of its first day after the baseline. */
export interface Judged {
  readonly baseline: FatigueBaseline
  readonly days: ExpectedDays
  readonly phi: number
  readonly sums: RunningSums
  readonly start: number | null
}

export interface Judging {
  readonly table: WatchTable
  readonly group: GroupLevels
  /** Strata a creative ran in. */
  readonly strataOf: (creative: number) => ReadonlySet<number>
  readonly settings: FatigueSettings
  readonly hazard: number
}

/** What creatives that are held against each other convert at. */
export interface GroupLevels {
  /** Sums of all of them, divided by their φ. */
  readonly conversions: number
  readonly expected: number
  /** Those that have not worn out, the surely best first, with their level drawn to the mean. */
  readonly best: readonly { readonly creative: number; readonly level: number }[]
}

/** Sum of the values from one place to before another. */
export function sumOf(values: ArrayLike<number>, from: number, to: number): number {
  let sum = 0
  for (let at = from; at < to; at++) sum += values[at] ?? 0
  return sum
}
