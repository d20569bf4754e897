import type { Estimate, RankRow } from '#schema/answer/rank-answer.ts'
import type { MoneyYield } from '#stats/index.ts'

/** What a row earns where it ran, per impression and per unit of money; or why that is not known. */
export type OwnYield =
  | { readonly rate: Estimate; readonly cpm: number; readonly yield: MoneyYield }
  | { readonly unknown: string }

/**
 * The rate worth believing, moved from the common mix to the places the row ran in, as its own rate there is to its rate on
 * the mix: more money is assumed to buy more of the same places.
 */
export function ownYield(row: RankRow & { readonly spend: number }): OwnYield {
  const { shrunk, shrunkInterval, impressions, spend, rate, adjusted, notComputed } = row
  if (impressions === null || !(impressions > 0))
    return { unknown: notComputed.impressions ?? 'no impressions known' }
  if (shrunk === null || shrunkInterval === null)
    return { unknown: notComputed.shrunk ?? notComputed.rate ?? 'no rate known' }
  const places = rate !== null && adjusted !== null && rate > 0 && adjusted > 0 ? rate / adjusted : 1
  const { low, high, level } = shrunkInterval
  const scaled = (by: number) => ({ estimate: shrunk * by, low: low * by, high: high * by })
  return {
    rate: scaled(places),
    cpm: (1000 * spend) / impressions,
    yield: { ...scaled((places * impressions) / spend), level },
  }
}
