import type { Interval } from '../intervals/types.ts'
import { type Computed, notComputed } from '../not-computed.ts'
import { normalCdf, normalQuantile } from '../special/normal.ts'

/** Probability that a ratio is above 1, the belief being log-normal with the ends of this interval. */
export function probabilityAboveOne({ low, high, level }: Interval): Computed<number> {
  if (!(low > 0 && high > low && high < Infinity))
    return notComputed('not_enough_data', 'the ratio has no interval above 0')
  const middle = (Math.log(low) + Math.log(high)) / 2
  const sd = (Math.log(high) - Math.log(low)) / (2 * normalQuantile((1 + level) / 2))
  return normalCdf(middle / sd)
}
