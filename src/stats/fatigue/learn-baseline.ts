import type { ExpectedDays, FatigueSettings } from './types.ts'

/** Number of days the baseline takes: seven, or as many as hold fifty conversions; `null` while there are not enough. */
export function learnBaseline(
  { conversions }: Pick<ExpectedDays, 'conversions'>,
  { baselineDays, baselineConversions }: Pick<FatigueSettings, 'baselineDays' | 'baselineConversions'>,
): number | null {
  let sum = 0
  for (let d = 0; d < conversions.length; d++) {
    sum += conversions[d] ?? 0
    if (d + 1 >= baselineDays && sum >= baselineConversions) return d + 1
  }
  return null
}
