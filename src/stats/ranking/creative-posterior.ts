import type { EffectiveCounts } from './effective-counts.ts'
import type { ExpectedShares } from './expected-shares.ts'
import type { Moments } from './moments.ts'
import type { Part } from './part.ts'
import type { Prior } from './prior.ts'
import { RateOnMix } from './rate-on-mix.ts'
import { MixError, strataCovariance } from './strata-covariance.ts'
import type { StratumMultipliers } from './stratum-multipliers.ts'

export interface CreativePosterior {
  /** Gamma posterior of the rate on the mix. */
  readonly shape: number
  readonly rate: number
  /** Weight of the own data, 0–1. */
  readonly weight: number
  /** Share of the mix (of expected conversions) where the creative was never shown. */
  readonly unexposedShare: number
  /** False when most of the mix was never shown, or how its strata relate to the mix is unknown. */
  readonly comparable: boolean
}

const MOST_UNEXPOSED = 0.5
const MOST_COMPARABLE_VARIANCE = 1
// Below it quantiles underflow, and nothing is known anyway.
const LEAST_SHAPE = 0.05

/** Mean and variance of each creative's rate on the mix, matched by one gamma, with its interaction and the strata's error. */
export function creativePosteriors(
  part: Part,
  strata: StratumMultipliers,
  expected: ExpectedShares,
  counts: EffectiveCounts,
  prior: Prior,
  phi: Float64Array,
  kappa: Float64Array,
): CreativePosterior[] {
  if (part.strata.length < 2) {
    return Array.from(part.creatives, (_, i) => {
      const { mean, variance, weight } = thetaMoments(
        prior,
        counts.conversions[i] ?? 0,
        counts.exposure[i] ?? 0,
      )
      return { ...matched(mean, variance), weight, unexposedShare: 0, comparable: true }
    })
  }
  const mix = part.mix.map((p, s) => p * (strata.multiplier[s] ?? 0))
  const error = new MixError(part, expected, strataCovariance(part, strata, expected, phi, kappa), mix)
  const onMix = new RateOnMix(part, expected, mix, kappa)
  return Array.from(part.creatives, (_, i) => {
    const theta = thetaMoments(prior, counts.conversions[i] ?? 0, counts.exposure[i] ?? 0)
    const { mean, variance, unexposedShare } = onMix.moments(i, theta, phi[i] ?? 1)
    const shared = error.of(i)
    const comparable = unexposedShare <= MOST_UNEXPOSED && shared <= MOST_COMPARABLE_VARIANCE
    return {
      ...matched(mean, variance + mean ** 2 * shared),
      weight: theta.weight,
      unexposedShare,
      comparable,
    }
  })
}

function matched(mean: number, variance: number): { shape: number; rate: number } {
  const shape = Math.max(LEAST_SHAPE, mean ** 2 / variance)
  return { shape, rate: shape / mean }
}

/** Moments of θ over all priors it may have come from; given one of them it is Gamma(a + C*, b + E*). */
function thetaMoments(prior: Prior, conversions: number, exposure: number): Moments & { weight: number } {
  let mean = 0
  let inside = 0
  let weight = 0
  for (const node of prior.nodes) {
    const rate = node.rate + exposure
    const m = (node.shape + conversions) / rate
    mean += node.weight * m
    inside += (node.weight * m) / rate
    weight += (node.weight * exposure) / rate
  }
  let between = 0
  for (const node of prior.nodes) {
    between += node.weight * ((node.shape + conversions) / (node.rate + exposure) - mean) ** 2
  }
  return { mean, variance: inside + between, weight }
}
