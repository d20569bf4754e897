import { conditionalRatio } from '../comparison/conditional-ratio.ts'
import { type Computed, isComputed } from '../not-computed.ts'
import { changeFactor, FALLS, type RunningSums } from './change-evidence.ts'
import type { ChangeDay, Decline } from './types.ts'

const SURE = 0.8

/** The likeliest first day of a change, a fall unless said, as an index, and the days that hold it with 80 % when all are as likely before. */
export function locateChange(
  sums: RunningSums,
  first: number,
  days: number,
  shares: readonly number[] = FALLS,
): { readonly index: number; readonly from: number; readonly to: number } {
  const factors: { readonly index: number; readonly factor: number }[] = []
  let total = 0
  for (let k = first; k < days; k++) {
    const factor = changeFactor(sums, k, days, shares)
    factors.push({ index: k, factor })
    total += factor
  }
  factors.sort((a, b) => b.factor - a.factor)
  let held = 0
  let from = days
  let to = first
  for (const { index, factor } of factors) {
    if (held >= SURE * total) break
    held += factor
    from = Math.min(from, index)
    to = Math.max(to, index)
  }
  return { index: factors[0]?.index ?? first, from, to }
}

/** The same with the numbers of the days. */
export function dated(
  { index, from, to }: ReturnType<typeof locateChange>,
  day: ArrayLike<number>,
): ChangeDay {
  return { day: day[index] ?? 0, from: day[from] ?? 0, to: day[to] ?? 0 }
}

/** How much of the rate was lost from a day on, with the exact interval of the ratio of after and before. */
export function declineFrom(
  { conversions, expected }: RunningSums,
  index: number,
  level: number,
): Computed<Decline> {
  const end = conversions.length - 1
  const before = { conversions: conversions[index] ?? 0, exposure: expected[index] ?? 0 }
  const after = {
    conversions: (conversions[end] ?? 0) - before.conversions,
    exposure: (expected[end] ?? 0) - before.exposure,
  }
  return declineBetween(before, after, level)
}

/** The share of a rate that was lost between two sides, counts divided by φ. */
export function declineBetween(
  before: { readonly conversions: number; readonly exposure: number },
  after: { readonly conversions: number; readonly exposure: number },
  level: number,
): Computed<Decline> {
  const ratio = conditionalRatio(after, before, { level })
  if (!isComputed(ratio)) return ratio
  return {
    estimate: 1 - ratio.ratio,
    low: ratio.high === null ? -Number.MAX_VALUE : 1 - ratio.high,
    high: 1 - ratio.low,
    level,
  }
}
