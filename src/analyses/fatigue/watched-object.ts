import type { Numbers } from './shared-columns.ts'

/** Counts of one object in one place by day, as columns; days are counted from 1970-01-01. A column is `null` where nobody tells it. */
export interface WatchedPlace {
  readonly stratum: string
  /** Name of the network, empty where there is none. */
  readonly network: string
  readonly day: Numbers
  readonly impressions: Numbers
  readonly conversions: Numbers
  readonly clicks: Numbers | null
  readonly spend: Numbers | null
}

export interface WatchedObject {
  readonly key: string
  readonly name: string
  readonly places: readonly WatchedPlace[]
}
