import { bounded } from '../comparison/bounded.ts'
import { gaussHermite } from '../quadrature/gauss-hermite.ts'
import { type PairedCell, PairedLikelihood } from './paired-likelihood.ts'

export interface PeekSafeReading {
  /** Rate of the first ÷ rate of the second; null while one side has no conversions. */
  readonly ratio: number | null
  /** Bounds that hold at every look together; null = no upper bound yet. */
  readonly low: number
  readonly high: number | null
  readonly level: number
  /** Evidence against equal rates: a fair bet's capital. May be read at any time; 1/alpha rejects. */
  readonly eValue: number
  readonly logEValue: number
}

export interface PeekSafeOptions {
  /** The relative lift the test was planned for: the mixture is tuned to it. */
  readonly lift: number
  readonly phi?: number
  readonly alpha?: number
}

const NODES = 33

/** Reading that stays valid however often it is looked at (normal mixture of conditional likelihoods; Howard et al. 2021). */
export function peekSafeReading(cells: readonly PairedCell[], options: PeekSafeOptions): PeekSafeReading {
  const { lift, phi = 1, alpha = 0.05 } = options
  const likelihood = new PairedLikelihood(cells, phi)
  const logEValue = logMixture(likelihood, Math.log1p(lift))
  const bar = logEValue + Math.log(alpha)
  const both = likelihood.first > 0 && likelihood.second > 0
  const centre = both ? likelihood.mode(0).psi : likelihood.first > 0 ? 50 : -50
  const nothing = likelihood.first === 0 && likelihood.second === 0
  return {
    ratio: both ? Math.exp(centre) : null,
    low: nothing || likelihood.first === 0 ? 0 : Math.exp(edge(likelihood, bar, centre, -1)),
    high: nothing || likelihood.second === 0 ? null : bounded(Math.exp(edge(likelihood, bar, centre, 1))),
    level: 1 - alpha,
    eValue: Math.exp(Math.min(logEValue, 700)),
    logEValue,
  }
}

/** ln ∫ L(ψ) N(ψ; 0, τ²) dψ − ln L(0), by Gauss–Hermite nodes around the mode. */
function logMixture(likelihood: PairedLikelihood, tau: number): number {
  const precision = 1 / tau ** 2
  const { psi, curvature } = likelihood.mode(precision)
  const deviation = 1 / Math.sqrt(curvature)
  const height = (at: number) => likelihood.at(at) - 0.5 * precision * at * at
  const top = height(psi)
  const { nodes, weights } = gaussHermite(NODES)
  let sum = 0
  nodes.forEach((z, k) => {
    sum += (weights[k] ?? 0) * Math.exp(height(psi + deviation * z) - top + 0.5 * z * z)
  })
  return top + Math.log(sum) + Math.log(deviation / tau)
}

/**
 * Where ln L falls to the bar. It is concave, so Newton's steps from outside come to the edge without crossing it; halving
 * helps out where numbers overflow.
 */
function edge(likelihood: PairedLikelihood, bar: number, centre: number, direction: 1 | -1): number {
  let near = centre
  let far = centre
  let reach = 0.01
  while (likelihood.at(far) > bar && reach < 1e4) {
    near = far
    far = centre + direction * reach
    reach *= 2
  }
  for (let step = 0; step < 200 && Math.abs(far - near) > 1e-12; step++) {
    const tangent = far - (likelihood.at(far) - bar) / likelihood.slope(far).slope
    const isBetween = (tangent - near) * direction >= 0 && (far - tangent) * direction >= 0
    const next = isBetween ? tangent : 0.5 * (near + far)
    if (Math.abs(far - next) <= 1e-13 * Math.max(1, Math.abs(far))) return next
    if (likelihood.at(next) > bar) near = next
    else far = next
  }
  return 0.5 * (near + far)
}
