import { entry, type SquareMatrix, sandwich, zeroMatrix } from '../linear/symmetric.ts'
import { gaussHermite } from '../quadrature/gauss-hermite.ts'
import { gammaQuantile, gammaQuantileNear } from '../special/gamma-quantile.ts'
import type { Part } from './part.ts'
import type { Prior } from './prior.ts'
import type { StratumMultipliers } from './stratum-multipliers.ts'

/** Counts of each creative of a component after weighting for noise and interaction. */
export interface EffectiveCounts {
  readonly conversions: Float64Array
  readonly exposure: Float64Array
}

export interface CreativePosterior {
  /** Gamma posterior of the rate on the mix. */
  readonly shape: number
  readonly rate: number
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
const SWEEPS = 3
const TYPICAL_CV = 0.3

/** C* = Σ c/(φ + κμ) and E* = Σ n m/(φ + κμ): cells that the interaction makes uncertain count less. */
export function effectiveCounts(
  part: Part,
  strata: StratumMultipliers,
  phi: Float64Array,
  kappa: Float64Array,
): EffectiveCounts {
  const count = part.creatives.length
  const conversions = new Float64Array(count)
  const exposure = new Float64Array(count)
  let allConversions = 0
  let allExposure = 0
  for (let k = 0; k < part.stratum.length; k++) {
    allConversions += part.conversions[k] ?? 0
    allExposure += (part.exposure[k] ?? 0) * (strata.multiplier[part.stratum[k] ?? 0] ?? 0)
  }
  const shape = TYPICAL_CV ** -2
  const rate = allConversions > 0 ? (shape * allExposure) / allConversions : 1
  for (let i = 0; i < count; i++) {
    let theta = shape / rate
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      let c = 0
      let e = 0
      for (let k = part.start[i] ?? 0; k < (part.start[i + 1] ?? 0); k++) {
        const s = part.stratum[k] ?? 0
        const expected = (part.exposure[k] ?? 0) * (strata.multiplier[s] ?? 0)
        const weight = 1 / ((phi[i] ?? 1) + (kappa[s] ?? 0) * expected * theta)
        c += weight * (part.conversions[k] ?? 0)
        e += weight * expected
      }
      conversions[i] = c
      exposure[i] = e
      theta = (shape + c) / (rate + e)
    }
  }
  return { conversions, exposure }
}

/** Mean and variance of each creative's rate on the mix, matched by one gamma, with its interaction and the strata's error. */
export function creativePosteriors(
  part: Part,
  strata: StratumMultipliers,
  counts: EffectiveCounts,
  prior: Prior,
  phi: Float64Array,
  kappa: Float64Array,
): CreativePosterior[] {
  const several = part.strata.length > 1
  const onMix = part.mix.map((p, s) => p * (strata.multiplier[s] ?? 0))
  const covariance = several ? covarianceOfStrata(part, strata, phi, kappa) : strata.covariance
  const covarianceOfMix = onMix.map((_, s) => {
    let sum = 0
    for (let t = 0; t < onMix.length; t++) sum += entry(covariance, s, t) * (onMix[t] ?? 0)
    return sum
  })
  const mixVariance = onMix.reduce((sum, p, s) => sum + p * (covarianceOfMix[s] ?? 0), 0)
  const spread = new InteractionSpread(part, strata, onMix, kappa)
  return Array.from(part.creatives, (_, i) => {
    const theta = thetaMoments(prior, counts.conversions[i] ?? 0, counts.exposure[i] ?? 0)
    if (!several) {
      const shape = Math.max(LEAST_SHAPE, theta.mean ** 2 / theta.variance)
      return { shape, rate: shape / theta.mean, weight: theta.weight, unexposedShare: 0, comparable: true }
    }
    const { mean, variance, unexposedShare } = spread.moments(i, theta, phi[i] ?? 1)
    const shared = Math.max(0, strataVariance(part, strata, covariance, i, covarianceOfMix, mixVariance))
    const shape = Math.max(LEAST_SHAPE, mean ** 2 / (variance + mean ** 2 * shared))
    const comparable = unexposedShare <= MOST_UNEXPOSED && shared <= MOST_COMPARABLE_VARIANCE
    return { shape, rate: shape / mean, weight: theta.weight, unexposedShare, comparable }
  })
}

interface Moments {
  readonly mean: number
  readonly variance: number
}

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

/**
 * Covariance of ln multiplier with over-dispersion and interaction: the estimator weighs conversions alike, so its error is
 * the inverse information around the true variance of its score.
 */
function covarianceOfStrata(
  part: Part,
  strata: StratumMultipliers,
  phi: Float64Array,
  kappa: Float64Array,
): SquareMatrix {
  const size = part.strata.length
  const score = zeroMatrix(size)
  const { values } = score
  const add = (s: number, t: number, value: number) => {
    values[s * size + t] = (values[s * size + t] ?? 0) + value
  }
  for (let i = 0; i < part.creatives.length; i++) {
    const from = part.start[i] ?? 0
    const to = part.start[i + 1] ?? 0
    let conversions = 0
    let expected = 0
    for (let k = from; k < to; k++) {
      conversions += part.conversions[k] ?? 0
      expected += (part.exposure[k] ?? 0) * (strata.multiplier[part.stratum[k] ?? 0] ?? 0)
    }
    if (conversions === 0) continue
    const share = (k: number) =>
      ((part.exposure[k] ?? 0) * (strata.multiplier[part.stratum[k] ?? 0] ?? 0)) / expected
    const variance = (k: number) => {
      const mu = conversions * share(k)
      return mu * ((phi[i] ?? 1) + (kappa[part.stratum[k] ?? 0] ?? 0) * mu)
    }
    let total = 0
    for (let k = from; k < to; k++) total += variance(k)
    for (let k = from; k < to; k++) {
      const s = part.stratum[k] ?? 0
      add(s, s, variance(k))
      for (let l = from; l < to; l++) {
        const t = part.stratum[l] ?? 0
        add(s, t, share(k) * share(l) * total - share(k) * variance(l) - share(l) * variance(k))
      }
    }
  }
  return sandwich(strata.covariance, score)
}

/** (e − p)' Σ (e − p), e the creative's and p the mix's shares of expected conversions. */
function strataVariance(
  part: Part,
  strata: StratumMultipliers,
  covariance: SquareMatrix,
  i: number,
  covarianceOfMix: Float64Array,
  mixVariance: number,
): number {
  const from = part.start[i] ?? 0
  const to = part.start[i + 1] ?? 0
  let total = 0
  for (let k = from; k < to; k++)
    total += (part.exposure[k] ?? 0) * (strata.multiplier[part.stratum[k] ?? 0] ?? 0)
  if (total === 0) return mixVariance
  let own = 0
  let cross = 0
  for (let k = from; k < to; k++) {
    const s = part.stratum[k] ?? 0
    const e = ((part.exposure[k] ?? 0) * (strata.multiplier[s] ?? 0)) / total
    cross += e * (covarianceOfMix[s] ?? 0)
    for (let l = from; l < to; l++) {
      const t = part.stratum[l] ?? 0
      own += (e * entry(covariance, s, t) * (part.exposure[l] ?? 0) * (strata.multiplier[t] ?? 0)) / total
    }
  }
  return own - 2 * cross + mixVariance
}

/** Rate on the mix given θ: every stratum has its own factor ω, Gamma(1/κ + c/φ, 1/κ + θE/φ), or its prior where never shown. */
class InteractionSpread {
  private readonly part: Part
  private readonly strata: StratumMultipliers
  private readonly onMix: Float64Array
  private readonly kappa: Float64Array
  private readonly priorVariance: number
  private readonly mixTotal: number

  constructor(part: Part, strata: StratumMultipliers, onMix: Float64Array, kappa: Float64Array) {
    this.part = part
    this.strata = strata
    this.onMix = onMix
    this.kappa = kappa
    this.mixTotal = onMix.reduce((a, b) => a + b, 0)
    this.priorVariance = onMix.reduce((sum, p, s) => sum + p * p * (kappa[s] ?? 0), 0)
  }

  moments(i: number, theta: Moments, phi: number): Moments & { unexposedShare: number } {
    const { part, onMix, kappa } = this
    const from = part.start[i] ?? 0
    const to = part.start[i + 1] ?? 0
    let exposedShare = 0
    let exposedPrior = 0
    for (let k = from; k < to; k++) {
      const s = part.stratum[k] ?? 0
      exposedShare += onMix[s] ?? 0
      exposedPrior += (onMix[s] ?? 0) ** 2 * (kappa[s] ?? 0)
    }
    const unexposedShare = Math.max(0, 1 - exposedShare / this.mixTotal)
    const unexposedVariance = Math.max(0, this.priorVariance - exposedPrior)
    const { nodes, weights } = gammaNodes(theta)
    let first = 0
    let second = 0
    let inside = 0
    nodes.forEach((value, q) => {
      const w = weights[q] ?? 0
      let factor = this.mixTotal - exposedShare
      let variance = unexposedVariance
      for (let k = from; k < to; k++) {
        const s = part.stratum[k] ?? 0
        const p = onMix[s] ?? 0
        const precision = 1 / (kappa[s] ?? 1)
        const expected = (value * (part.exposure[k] ?? 0) * (this.strata.multiplier[s] ?? 0)) / phi
        const omega = (precision + (part.conversions[k] ?? 0) / phi) / (precision + expected)
        factor += p * omega
        variance += (p * p * omega) / (precision + expected)
      }
      const mean = value * factor
      first += w * mean
      second += w * mean * mean
      inside += w * value * value * variance
    })
    return { mean: first, variance: Math.max(0, second - first * first) + inside, unexposedShare }
  }
}

const QUANTILES = 15
const SMALL_SHAPE = 4

/** Nodes with the given mean and variance, shaped like a gamma: few and quick where it is nearly normal on the cube-root scale. */
function gammaNodes(moments: Moments): { nodes: number[]; weights: readonly number[] } {
  const shape = moments.mean ** 2 / moments.variance
  if (shape < SMALL_SHAPE) {
    const nodes = Array.from({ length: QUANTILES }, (_, k) => gammaQuantile(shape, (k + 0.5) / QUANTILES))
    return rescaled(nodes, new Array<number>(QUANTILES).fill(1 / QUANTILES), moments)
  }
  const { nodes, weights } = gaussHermite(7)
  return rescaled(
    nodes.map((z) => gammaQuantileNear(shape, z)),
    weights,
    moments,
  )
}

function rescaled(
  nodes: readonly number[],
  weights: readonly number[],
  moments: Moments,
): { nodes: number[]; weights: readonly number[] } {
  let mean = 0
  for (let k = 0; k < nodes.length; k++) mean += (weights[k] ?? 0) * (nodes[k] ?? 0)
  let variance = 0
  for (let k = 0; k < nodes.length; k++) variance += (weights[k] ?? 0) * ((nodes[k] ?? 0) - mean) ** 2
  const stretch = Math.sqrt(moments.variance / variance)
  return { nodes: nodes.map((x) => Math.max(0, moments.mean + (x - mean) * stretch)), weights }
}
