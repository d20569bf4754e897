import type { Interval } from '../intervals/types.ts'

export interface Count {
  readonly conversions: number
  readonly exposure: number
}

/** The same stratum seen by both sides. */
export interface PairedStratum {
  readonly stratum: string
  readonly first: Count
  readonly second: Count
}

/** Rate of the first over rate of the second. The high end is null when there is no upper bound. */
export interface Ratio extends Omit<Interval, 'high'> {
  readonly ratio: number
  readonly high: number | null
  readonly pValue: number
}
