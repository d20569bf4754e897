import type { AdvisedAction } from '#schema/answer/decisions-answer.ts'
import type { FatigueSeries } from '#schema/answer/fatigue-answer.ts'
import type { Estimate, RankRow } from '#schema/answer/rank-answer.ts'
import { isComputed, probabilityAboveOne } from '#stats/index.ts'

/** Level of the intervals an answer carries. */
const LEVEL = 0.95

/** Whether an action says that the rate is above what it was decided against. */
export function saysAbove(action: AdvisedAction): boolean {
  return action === 'scale' || action === 'raise'
}

/** The believed rate of a row over what it is decided against; `null` where either is not known. */
export function believedRatio({ shrunk, shrunkInterval, benchmark }: RankRow): Estimate | null {
  if (shrunk === null || shrunkInterval === null || benchmark === null || !(benchmark > 0)) return null
  return {
    estimate: shrunk / benchmark,
    low: shrunkInterval.low / benchmark,
    high: shrunkInterval.high / benchmark,
  }
}

/** What is left of a rate after a decline; `null` where none is known. */
export function remaining({ estimate, low, high }: FatigueSeries['decline']): Estimate | null {
  if (estimate === null || low === null || high === null) return null
  return { estimate: 1 - estimate, low: 1 - high, high: 1 - low }
}

/** Probability that the ratio is on the side an action says; `null` where it has no interval. */
export function probabilityRight(action: AdvisedAction, { low, high }: Estimate): number | null {
  const above = probabilityAboveOne({ low, high, level: LEVEL })
  if (!isComputed(above)) return null
  return saysAbove(action) ? above : 1 - above
}
