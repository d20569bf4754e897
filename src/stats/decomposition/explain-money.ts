import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import type { CostExplanation, PartIntervals } from './explain-change.ts'
import { logMean } from './log-mean.ts'
import type { Parts } from './split-rates.ts'

export interface PricedCounts {
  readonly impressions: number
  readonly spend: number
}

export interface PricedStratum {
  readonly before: PricedCounts
  readonly after: PricedCounts
}

/** Change of the cost of an impression: because other strata got them, and because of prices inside strata. */
export interface PriceExplanation {
  readonly before: number
  readonly after: number
  readonly change: number
  readonly mix: number
  readonly price: number
}

/** Why the cost of an impression changed, exactly additive (Kitagawa 1955); a stratum come or gone is all mix. */
export function explainPrice(strata: readonly PricedStratum[]): Computed<PriceExplanation> {
  const totalOf = (side: 'before' | 'after') => strata.reduce((sum, own) => sum + own[side].impressions, 0)
  const [first, second] = [totalOf('before'), totalOf('after')]
  if (!(first > 0 && second > 0)) return notComputed('no_exposure', 'one of the periods has no impressions')
  const priceOf = ({ impressions, spend }: PricedCounts) => (impressions > 0 ? spend / impressions : null)
  const pairs = strata.flatMap(({ before, after }) => {
    const [old, now] = [priceOf(before), priceOf(after)]
    const known = old ?? now
    if (known === null) return []
    return [
      {
        shares: [before.impressions / first, after.impressions / second] as const,
        prices: [old ?? known, now ?? known] as const,
      },
    ]
  })
  const overall = (side: 0 | 1) =>
    pairs.reduce((sum, { shares, prices }) => sum + shares[side] * prices[side], 0)
  const [before, after] = [overall(0), overall(1)]
  const middle = (before + after) / 2
  let [mix, price] = [0, 0]
  for (const { shares, prices } of pairs) {
    mix += (shares[1] - shares[0]) * ((prices[0] + prices[1]) / 2 - middle)
    price += ((shares[0] + shares[1]) / 2) * (prices[1] - prices[0])
  }
  return { before, after, change: after - before, mix, price }
}

/** Revenue of conversions, what they are of, and what was spent for them, of one side. */
export interface EarnedCounts {
  readonly revenue: number
  readonly conversions: number
  readonly spend: number
}

/** Change of revenue per unit of spend. */
export interface ReturnExplanation {
  readonly before: number
  readonly after: number
  readonly change: number
  /** Revenue of a conversion. */
  readonly value: number
  readonly cpm: number
  readonly rate: Parts
  /** Of the parts of the rate, as those of their cost. */
  readonly intervals: Computed<PartIntervals>
  /** Days and networks whose revenue is not known: what the cost of a conversion does there is in no revenue. */
  readonly coverage: number
}

/**
 * Why revenue per unit of spend changed: revenue of a conversion over its cost, the cost split as in `cost`. Exactly additive
 * by the logarithmic mean (Vartia 1976).
 */
export function explainReturn(
  first: EarnedCounts,
  second: EarnedCounts,
  cost: CostExplanation,
): Computed<ReturnExplanation> {
  const isKnown = ({ revenue, conversions, spend }: EarnedCounts) =>
    revenue > 0 && conversions > 0 && spend > 0
  if (!(isKnown(first) && isKnown(second)))
    return notComputed(
      'no_conversions',
      'revenue per spend needs revenue, conversions and spend on both sides',
    )
  const [before, after] = [first.revenue / first.spend, second.revenue / second.spend]
  const weight = logMean(before, after)
  const logRatio = (one: number, other: number) => Math.log(other / one)
  const value = weight * logRatio(first.revenue / first.conversions, second.revenue / second.conversions)
  const each = weight * logRatio(first.conversions / first.spend, second.conversions / second.spend)
  const scale = -weight / logMean(cost.before, cost.after)
  return {
    before,
    after,
    change: after - before,
    value,
    cpm: scale * cost.cpm,
    rate: {
      mix: scale * cost.rate.mix,
      ctr: scale * cost.rate.ctr,
      cvr: scale * cost.rate.cvr,
      view: scale * cost.rate.view,
    },
    intervals: isComputed(cost.intervals) ? scaledIntervals(cost.intervals, scale) : cost.intervals,
    coverage: each - scale * cost.change,
  }
}

function scaledIntervals({ mix, ctr, cvr, view }: PartIntervals, factor: number): PartIntervals {
  const range = ({ low, high }: { readonly low: number; readonly high: number }) => ({
    low: Math.min(factor * low, factor * high),
    high: Math.max(factor * low, factor * high),
  })
  return { mix: range(mix), ctr: range(ctr), cvr: range(cvr), view: range(view) }
}
