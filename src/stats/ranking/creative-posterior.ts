import type { EffectiveCounts } from './effective-counts.ts'
import type { ExpectedShares } from './expected-shares.ts'
import type { Moments } from './moments.ts'
import type { Part } from './part.ts'
import type { Prior, PriorNode } from './prior.ts'
import { RateOnMix } from './rate-on-mix.ts'
import { MixError, strataCovariance } from './strata-covariance.ts'
import type { StratumMultipliers } from './stratum-multipliers.ts'

export interface CreativePosterior {
  /** Gamma posterior of the rate on the mix. */
  readonly shape: number
  readonly rate: number
  /** Gamma shape of the same mean for comparisons inside the group: what is unknown about all of them together is left out. */
  readonly contrastShape: number
  /** Mean of the rate on the mix, were nothing learnt about the creative from the others. */
  readonly unshrunk: number
  /** Weight of the own data, 0–1. */
  readonly weight: number
  /** Share of the mix (of expected conversions) where the creative was never shown. */
  readonly unexposedShare: number
  /** False when most of the mix was never shown, or how its strata relate to the mix is unknown. */
  readonly comparable: boolean
  /** The creative's quality θ, 1 being a typical one of its strata, and what is unknown of it. */
  readonly quality: Quality
  /** Variance of ln rate on the mix that the error of the strata adds. */
  readonly strataError: number
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
  const thetas = qualities(prior, counts)
  const own = Array.from(counts.conversions, (c, i) => {
    const e = counts.exposure[i] ?? 0
    return e > 0 ? c / e : 0
  })
  if (part.strata.length < 2) {
    return thetas.map((quality, i) => ({
      ...matched(quality.mean, quality.variance, quality.contrastVariance),
      unshrunk: own[i] ?? 0,
      weight: quality.weight,
      unexposedShare: 0,
      comparable: true,
      quality,
      strataError: 0,
    }))
  }
  const mix = part.mix.map((p, s) => p * (strata.multiplier[s] ?? 0))
  const error = new MixError(part, expected, strataCovariance(part, strata, expected, phi, kappa), mix)
  const onMix = new RateOnMix(part, expected, mix, kappa)
  return thetas.map((theta, i) => {
    const { mean, variance, unexposedShare } = onMix.moments(i, theta, phi[i] ?? 1)
    const shared = error.of(i)
    const total = variance + mean ** 2 * shared
    const common = (theta.variance - theta.contrastVariance) * (mean / theta.mean) ** 2
    return {
      ...matched(mean, total, Math.max(total - common, 0.25 * total)),
      unshrunk: onMix.at(i, own[i] ?? 0, phi[i] ?? 1),
      weight: theta.weight,
      unexposedShare,
      comparable: unexposedShare <= MOST_UNEXPOSED && shared <= MOST_COMPARABLE_VARIANCE,
      quality: theta,
      strataError: shared,
    }
  })
}

function matched(mean: number, variance: number, contrastVariance: number) {
  const shape = Math.max(LEAST_SHAPE, mean ** 2 / variance)
  return { shape, rate: shape / mean, contrastShape: Math.max(LEAST_SHAPE, mean ** 2 / contrastVariance) }
}

/** Moments of a creative's quality θ. */
export interface Quality extends Moments {
  /** Variance around what moves all creatives alike when the prior's mean or spread is another one. */
  readonly contrastVariance: number
  readonly weight: number
}

/** Moments of every θ over all priors it may have come from; given one of them it is Gamma(a + C*, b + E*). */
export function qualities(prior: Prior, counts: EffectiveCounts): Quality[] {
  const { nodes } = prior
  const size = counts.conversions.length
  const given = (node: PriorNode, i: number) =>
    (node.shape + (counts.conversions[i] ?? 0)) / (node.rate + (counts.exposure[i] ?? 0))
  const group = nodes.map((node) => {
    let sum = 0
    for (let i = 0; i < size; i++) sum += given(node, i)
    return sum / size
  })
  const groupMean = nodes.reduce((sum, node, k) => sum + node.weight * (group[k] ?? 0), 0)
  return Array.from(counts.conversions, (_, i) => {
    const exposure = counts.exposure[i] ?? 0
    let mean = 0
    let inside = 0
    let weight = 0
    for (const node of nodes) {
      const m = given(node, i)
      mean += node.weight * m
      inside += (node.weight * m) / (node.rate + exposure)
      weight += (node.weight * exposure) / (node.rate + exposure)
    }
    let between = 0
    let contrast = 0
    for (let k = 0; k < nodes.length; k++) {
      const node = nodes[k]
      if (node === undefined) continue
      const d = given(node, i) - mean
      between += node.weight * d * d
      contrast += node.weight * (d - (group[k] ?? 0) + groupMean) ** 2
    }
    return {
      mean,
      variance: inside + between,
      contrastVariance: inside + Math.min(between, contrast),
      weight,
    }
  })
}
