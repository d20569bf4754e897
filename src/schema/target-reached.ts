import type { RateInterval, RowTarget, TargetReached } from './answer/rank-answer.ts'

/** Whether a rate reaches its target: only where its whole interval lies on one side of what is needed. */
export function targetReached(target: RowTarget | null, interval: RateInterval | null): TargetReached | null {
  if (target === null || interval === null) return null
  const needed = target.perMille / 1000
  if (interval.low >= needed) return 'met'
  return interval.high < needed ? 'missed' : 'open'
}
