import { gaussHermite } from '../quadrature/gauss-hermite.ts'
import { logGamma, stirlingError } from '../special/log-gamma.ts'

/** One possible prior of creatives' rates, Gamma(shape, rate), and its probability given the data. */
export interface PriorNode {
  readonly shape: number
  readonly rate: number
  readonly weight: number
}

export interface Prior {
  readonly nodes: readonly PriorNode[]
  readonly mean: number
  /** Coefficient of variation of creatives' rates, averaged over the nodes. */
  readonly cv: number
}

const CV_NODES = 15
const LEAST_CV = 0.03
const MOST_CV = 2
const CV_PRIOR_SCALE = 0.5
const MEAN_NODES = 5
const LEAST_WEIGHT = 1e-3
const MODE_ONLY_FROM = 1_000
const HALF_LOG_2_PI = 0.9189385332046728

/**
 * What rates of creatives look like, learnt from all of them: the gamma prior's mean and spread integrated rather than
 * plugged in, because below about 30 creatives the best single spread is often 0. Counts are effective ones (÷ φ);
 * null when there is no conversion at all.
 */
export function learnPrior(counts: Float64Array, exposures: Float64Array): Prior | null {
  const total = counts.reduce((a, b) => a + b, 0)
  if (!(total > 0)) return null
  const likelihood = new MarginalLikelihood(counts, exposures)
  const step = Math.log(MOST_CV / LEAST_CV) / (CV_NODES - 1)
  const grid = Array.from({ length: CV_NODES }, (_, k) => Math.log(LEAST_CV) + step * k)
  const profiles: Profile[] = []
  for (const logCv of grid) profiles.push(likelihood.profile(logCv, profiles.at(-1)))
  return counts.length > MODE_ONLY_FROM
    ? modeOnly(likelihood, profiles, step)
    : integrated(likelihood, profiles)
}

export interface Profile {
  readonly logCv: number
  readonly shape: number
  /** ln of the prior's rate parameter at the maximum, its curvature there, and ln of likelihood × CV prior. */
  readonly logRate: number
  readonly deviation: number
  readonly value: number
}

function integrated(likelihood: MarginalLikelihood, profiles: readonly Profile[]): Prior {
  const { nodes, weights } = gaussHermite(MEAN_NODES)
  const top = Math.max(...profiles.map((p) => p.value + Math.log(p.deviation)))
  const all: PriorNode[] = []
  for (const p of profiles) {
    if (p.value + Math.log(p.deviation) - top < -20) continue
    const constant = p.value - likelihood.value(p.shape, p.logRate)
    nodes.forEach((z, k) => {
      const logRate = p.logRate + p.deviation * z
      const height = likelihood.value(p.shape, logRate) + constant + 0.5 * z * z + Math.log(p.deviation)
      all.push({
        shape: p.shape,
        rate: Math.exp(logRate),
        weight: (weights[k] ?? 0) * Math.exp(height - top),
      })
    })
  }
  return summary(all)
}

function modeOnly(likelihood: MarginalLikelihood, profiles: readonly Profile[], step: number): Prior {
  let best = profiles.reduce((a, b) => (b.value > a.value ? b : a))
  for (let width = step; width > 0.01; width /= 4) {
    const left = likelihood.profile(best.logCv - width, best)
    const right = likelihood.profile(best.logCv + width, best)
    const bend = left.value - 2 * best.value + right.value
    const vertex = bend < 0 ? (0.5 * width * (left.value - right.value)) / bend : 0
    const middle = likelihood.profile(best.logCv + Math.max(-width, Math.min(width, vertex)), best)
    best = [left, right, middle].reduce((a, b) => (b.value > a.value ? b : a), best)
  }
  return summary([{ shape: best.shape, rate: Math.exp(best.logRate), weight: 1 }])
}

function summary(all: readonly PriorNode[]): Prior {
  const sum = all.reduce((total, node) => total + node.weight, 0)
  const kept = all.filter((node) => node.weight >= LEAST_WEIGHT * sum)
  const total = kept.reduce((t, node) => t + node.weight, 0)
  const nodes = kept.map((node) => ({ ...node, weight: node.weight / total }))
  const average = (f: (node: PriorNode) => number) => nodes.reduce((t, node) => t + node.weight * f(node), 0)
  return { nodes, mean: average((n) => n.shape / n.rate), cv: average((n) => n.shape ** -0.5) }
}

/**
 * Σ[lnΓ(a + C) − lnΓ(a) + a ln b − (a + C) ln(b + E)]: negative binomial counts over gamma rates, less the constant
 * C ln(C/E) − C of each creative, without which counts of 1e12 would drown the difference between two priors.
 */
export class MarginalLikelihood {
  private readonly counts: Float64Array
  private readonly exposures: Float64Array
  private readonly start: number

  constructor(counts: Float64Array, exposures: Float64Array) {
    this.counts = counts
    this.exposures = exposures
    let count = 0
    let exposure = 0
    counts.forEach((c, i) => {
      count += c
      exposure += exposures[i] ?? 0
    })
    this.start = exposure / count
  }

  value(shape: number, logRate: number): number {
    const rate = Math.exp(logRate)
    let sum = 0
    for (let i = 0; i < this.counts.length; i++) {
      const exposure = this.exposures[i] ?? 0
      const count = this.counts[i] ?? 0
      sum -= shape * Math.log1p(exposure / rate)
      if (count > 0) sum -= count * Math.log1p(rate / exposure)
    }
    return sum
  }

  /**
   * The rate parameter that fits best at a given spread, by Newton in its logarithm (the likelihood is log-concave in it),
   * from the mean that fitted best at a spread near by.
   */
  profile(logCv: number, near?: Profile): Profile {
    const shape = Math.exp(-2 * logCv)
    let logRate =
      near === undefined ? Math.log(shape * this.start) : near.logRate + Math.log(shape / near.shape)
    let deviation = 1
    for (let step = 0; step < 50; step++) {
      const { slope, bend } = this.derivatives(shape, logRate)
      deviation = Math.min(2, 1 / Math.sqrt(Math.max(bend, 1e-12)))
      const move = Math.max(-2, Math.min(2, slope / Math.max(bend, 1e-12)))
      logRate += move
      if (Math.abs(move) < 1e-7) break
    }
    const cv = Math.exp(logCv)
    const priorOfCv = logCv - cv ** 2 / (2 * CV_PRIOR_SCALE ** 2)
    return {
      logCv,
      shape,
      logRate,
      deviation,
      value: this.value(shape, logRate) + this.rising(shape) + priorOfCv,
    }
  }

  private derivatives(shape: number, logRate: number): { slope: number; bend: number } {
    const rate = Math.exp(logRate)
    let slope = 0
    let bend = 0
    for (let i = 0; i < this.counts.length; i++) {
      const exposure = this.exposures[i] ?? 0
      const weight = exposure / (rate + exposure)
      const count = this.counts[i] ?? 0
      slope += shape * weight - count * (1 - weight)
      bend += (shape + count) * weight * (1 - weight)
    }
    return { slope, bend }
  }

  private rising(shape: number): number {
    const base = logGamma(shape)
    let sum = 0
    for (let i = 0; i < this.counts.length; i++) {
      const count = this.counts[i] ?? 0
      if (count > 0) sum += relativeLogGamma(shape, count) - base
    }
    return sum
  }
}

/** lnΓ(a + C) − (C ln C − C). */
function relativeLogGamma(shape: number, count: number): number {
  const total = shape + count
  if (total < 20) return logGamma(total) - count * Math.log(count) + count
  return (
    (shape - 0.5) * Math.log(total) +
    count * Math.log1p(shape / count) -
    shape +
    HALF_LOG_2_PI +
    stirlingError(total)
  )
}
