import type { ExpectedShares } from './expected-shares.ts'
import { gammaNodes, type Moments } from './moments.ts'
import type { Part } from './part.ts'

/** A creative's rate on the mix given its quality θ: every stratum has its own factor ω, Gamma(1/κ + c/φ, 1/κ + θE/φ), or its prior where never shown. */
export class RateOnMix {
  private readonly part: Part
  private readonly expected: ExpectedShares
  private readonly mix: Float64Array
  private readonly kappa: Float64Array
  private readonly precision: Float64Array
  private readonly priorVariance: number
  private readonly mixTotal: number

  constructor(part: Part, expected: ExpectedShares, mix: Float64Array, kappa: Float64Array) {
    this.part = part
    this.expected = expected
    this.mix = mix
    this.kappa = kappa
    this.precision = kappa.map((k) => 1 / k)
    this.mixTotal = mix.reduce((a, b) => a + b, 0)
    this.priorVariance = mix.reduce((sum, p, s) => sum + p * p * (kappa[s] ?? 0), 0)
  }

  /** The rate at a known quality, every place with its own ω where the creative was shown. */
  at(i: number, theta: number, phi: number): number {
    const { part, mix, precision } = this
    let factor = this.mixTotal
    for (let k = part.start[i] ?? 0; k < (part.start[i + 1] ?? 0); k++) {
      const s = part.stratum[k] ?? 0
      const known = precision[s] ?? 1
      const expected = (theta * (this.expected.exposure[k] ?? 0)) / phi
      factor += (mix[s] ?? 0) * ((known + (part.conversions[k] ?? 0) / phi) / (known + expected) - 1)
    }
    return theta * factor
  }

  /** Mean and variance by total expectation over θ, and the share of the mix never shown. */
  moments(i: number, theta: Moments, phi: number): Moments & { unexposedShare: number } {
    const { part, mix, kappa, precision } = this
    const from = part.start[i] ?? 0
    const to = part.start[i + 1] ?? 0
    let exposedShare = 0
    let exposedPrior = 0
    for (let k = from; k < to; k++) {
      const s = part.stratum[k] ?? 0
      exposedShare += mix[s] ?? 0
      exposedPrior += (mix[s] ?? 0) ** 2 * (kappa[s] ?? 0)
    }
    const { nodes, weights } = gammaNodes(theta)
    const perPhi = 1 / phi
    let first = 0
    let second = 0
    let inside = 0
    for (let q = 0; q < nodes.length; q++) {
      const w = weights[q] ?? 0
      const value = nodes[q] ?? 0
      const each = value * perPhi
      let factor = this.mixTotal - exposedShare
      let variance = Math.max(0, this.priorVariance - exposedPrior)
      for (let k = from; k < to; k++) {
        const s = part.stratum[k] ?? 0
        const p = mix[s] ?? 0
        const known = precision[s] ?? 1
        const inverse = 1 / (known + each * (this.expected.exposure[k] ?? 0))
        const omega = (known + (part.conversions[k] ?? 0) * perPhi) * inverse
        factor += p * omega
        variance += p * p * omega * inverse
      }
      const mean = value * factor
      first += w * mean
      second += w * mean * mean
      inside += w * value * value * variance
    }
    return {
      mean: first,
      variance: Math.max(0, second - first * first) + inside,
      unexposedShare: Math.max(0, 1 - exposedShare / this.mixTotal),
    }
  }
}
