import type { Interval } from '../intervals/types.ts'
import { betaQuantile } from '../special/beta-quantile.ts'

/** What is known of one object in one campaign: the campaign's conversions, and who claimed how many of them. */
export interface SpreadCell {
  /** Conversions of the campaign, counted by somebody who cannot tell its objects apart. */
  readonly conversions: number
  /** Conversions of the object as its network claims them. */
  readonly claimed: number
  /** Claimed conversions of all objects of the campaign. */
  readonly claimedInAll: number
  /** Whether nothing else ran in the campaign, so that all its conversions are the object's. */
  readonly isWhole: boolean
}

export interface SpreadSettings {
  /** Noise of counts beyond chance. Default 1.5. */
  readonly dispersion: number
  /** Standard deviation of the logarithm of counted per claimed conversions, between objects of a campaign. Default 0.2. */
  readonly claimSpread: number
  readonly level: number
}

export interface SpreadConversions {
  readonly estimate: number
  readonly variance: number
  readonly interval: Interval
}

export const SPREAD_DEFAULTS: SpreadSettings = { dispersion: 1.5, claimSpread: 0.2, level: 0.95 }

/**
 * Conversions of an object, spread over the objects of each campaign by claimed conversions: estimates of all objects of a
 * campaign add up to its conversions. The interval is a beta distribution on 0 … all conversions with the same mean and
 * variance; see docs/methods/modelled.md for the variance. Conversions of campaigns nobody claims any of may be anybody's.
 */
export function spreadConversions(
  cells: readonly SpreadCell[],
  settings: Partial<SpreadSettings> = {},
): SpreadConversions {
  const { dispersion, claimSpread, level } = { ...SPREAD_DEFAULTS, ...settings }
  let estimate = 0
  let most = 0
  let centre = 0
  let noise = 0
  let bias = 0
  let sure = 0
  let unclaimed = 0
  for (const { conversions, claimed, claimedInAll, isWhole } of cells) {
    if (claimedInAll > 0 && isWhole) sure += conversions
    else if (!(claimedInAll > 0)) unclaimed += conversions
    if (!(claimedInAll > 0 && conversions > 0) || isWhole) continue
    const share = claimed / claimedInAll
    estimate += conversions * share
    most += conversions
    // Half a claim more on either side: none claimed is not none earned.
    const believed = (claimed + 0.5) / (claimedInAll + 1)
    const rest = 1 - believed
    centre += conversions * believed
    noise += dispersion * conversions * believed * rest * (1 + conversions / (claimedInAll + 1))
    bias += Math.SQRT2 * claimSpread * conversions * believed * rest
  }
  const variance = noise + bias ** 2
  if (most === 0) {
    return { estimate: sure, variance, interval: { low: sure, high: sure + unclaimed, level } }
  }
  const mean = centre / most
  const weight = Math.max((mean * (1 - mean) * most ** 2) / variance - 1, 0.01)
  const quantile = (probability: number) =>
    most * betaQuantile(weight * mean, weight * (1 - mean), probability)
  const tail = (1 - level) / 2
  return {
    estimate: sure + estimate,
    variance,
    interval: {
      low: sure + Math.min(quantile(tail), estimate),
      high: sure + Math.max(quantile(1 - tail), estimate) + unclaimed,
      level,
    },
  }
}
