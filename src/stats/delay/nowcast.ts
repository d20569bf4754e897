import { normalQuantile } from '../special/normal.ts'
import { negativeBinomialQuantile } from './negative-binomial-quantile.ts'

/** What is known of a day: its count so far, its exposure, and the share that has come, with the variance of its logarithm. */
export interface NowcastInput {
  readonly conversions: number
  readonly exposure: number
  readonly share: number
  /** For φ = 1, as a delay curve has it. */
  readonly shareLogVariance: number
  /** Belief of the rate before this day: Gamma with this shape and rate, e.g. of the ranking. */
  readonly belief: { readonly shape: number; readonly rate: number }
  /** Over-dispersion of a day. */
  readonly phi: number
  readonly level?: number
}

export interface Nowcast {
  /** Final count expected. */
  readonly estimate: number
  readonly low: number
  readonly high: number
  readonly level: number
}

/** The final count of a day of which some is taken back later: thinned by chance, and by what is not known of the share. */
function takenBack({ conversions, share, shareLogVariance, phi }: NowcastInput, level: number): Nowcast {
  const estimate = conversions / share
  const variance = phi * (estimate * (1 - 1 / share) + estimate ** 2 * shareLogVariance)
  const reach = normalQuantile((1 + level) / 2) * Math.sqrt(variance)
  return { estimate, low: Math.max(0, estimate - reach), high: estimate + reach, level }
}

/**
 * The final count of a day: what came and what is still expected, R (n (1 − F)), R believed after the day’s own count on
 * exposure n F. The rest is negative binomial, its over-dispersion enlarged by what is not known of F.
 */
export function nowcast(input: NowcastInput): Nowcast {
  const { conversions, exposure, share, shareLogVariance, belief, phi, level = 0.9 } = input
  if (share > 1) return takenBack(input, level)
  const shape = belief.shape + conversions / phi
  const rate = belief.rate + (exposure * share) / phi
  const open = exposure * (1 - share)
  const mean = (shape / rate) * open
  if (!(mean > 0)) return { estimate: conversions, low: conversions, high: conversions, level }
  const fromRate = (shape / rate ** 2) * open ** 2
  const whole = (shape / rate) * exposure
  const fromCurve = whole ** 2 * share ** 2 * phi * shareLogVariance
  const variance = phi * mean + fromRate + fromCurve
  const tail = (1 - level) / 2
  return {
    estimate: conversions + mean,
    low: conversions + negativeBinomialQuantile(mean, variance, tail),
    high: conversions + negativeBinomialQuantile(mean, variance, 1 - tail),
    level,
  }
}
