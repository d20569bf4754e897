import { entry, type SquareMatrix, sandwich, zeroMatrix } from '../linear/symmetric.ts'
import type { ExpectedShares } from './expected-shares.ts'
import type { Part } from './part.ts'
import type { StratumMultipliers } from './stratum-multipliers.ts'

/**
 * Covariance of ln multiplier with over-dispersion and interaction: the estimator weighs conversions alike, so its error is
 * the inverse information around the true variance of its score.
 */
export function strataCovariance(
  part: Part,
  strata: StratumMultipliers,
  expected: ExpectedShares,
  phi: Float64Array,
  kappa: Float64Array,
): SquareMatrix {
  const size = part.strata.length
  const score = zeroMatrix(size)
  const { values } = score
  const variance = new Float64Array(part.stratum.length)
  for (let i = 0; i < part.creatives.length; i++) {
    const from = part.start[i] ?? 0
    const to = part.start[i + 1] ?? 0
    const conversions = expected.conversions[i] ?? 0
    if (conversions === 0) continue
    let total = 0
    for (let k = from; k < to; k++) {
      const mu = conversions * (expected.share[k] ?? 0)
      const v = mu * ((phi[i] ?? 1) + (kappa[part.stratum[k] ?? 0] ?? 0) * mu)
      variance[k] = v
      total += v
    }
    for (let k = from; k < to; k++) {
      const row = (part.stratum[k] ?? 0) * size
      const e = expected.share[k] ?? 0
      const v = variance[k] ?? 0
      for (let l = from; l < to; l++) {
        const f = expected.share[l] ?? 0
        const at = row + (part.stratum[l] ?? 0)
        values[at] = (values[at] ?? 0) + e * f * total - e * (variance[l] ?? 0) - f * v + (k === l ? v : 0)
      }
    }
  }
  return sandwich(strata.covariance, score)
}

/** Variance of ln rate on the mix that the strata's error adds to each creative: (e − p)' Σ (e − p), e and p shares of expected conversions. */
export class MixError {
  private readonly part: Part
  private readonly share: Float64Array
  private readonly covariance: SquareMatrix
  private readonly withMix: Float64Array
  private readonly ofMix: number

  constructor(part: Part, expected: ExpectedShares, covariance: SquareMatrix, mix: Float64Array) {
    this.part = part
    this.share = expected.share
    this.covariance = covariance
    this.withMix = mix.map((_, s) => {
      let sum = 0
      for (let t = 0; t < mix.length; t++) sum += entry(covariance, s, t) * (mix[t] ?? 0)
      return sum
    })
    this.ofMix = mix.reduce((sum, p, s) => sum + p * (this.withMix[s] ?? 0), 0)
  }

  of(i: number): number {
    const { part, share, covariance } = this
    const { size, values } = covariance
    const from = part.start[i] ?? 0
    const to = part.start[i + 1] ?? 0
    let own = 0
    let cross = 0
    for (let k = from; k < to; k++) {
      const row = (part.stratum[k] ?? 0) * size
      const e = share[k] ?? 0
      let sum = 0
      for (let l = from; l < to; l++) sum += (values[row + (part.stratum[l] ?? 0)] ?? 0) * (share[l] ?? 0)
      own += e * sum
      cross += e * (this.withMix[part.stratum[k] ?? 0] ?? 0)
    }
    return Math.max(0, own - 2 * cross + this.ofMix)
  }
}
