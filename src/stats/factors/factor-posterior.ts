import { cholesky, entry, type SquareMatrix } from '../linear/symmetric.ts'
import { drawNormal, type RandomGenerator } from '../random/draws.ts'
import { normalQuantile } from '../special/normal.ts'
import type { SpreadFit } from './fit-over-spreads.ts'
import { invertLower } from './invert-lower.ts'
import type { FactorRatio } from './types.ts'

/** A weighted sum of coefficients. */
export type Contrast = ReadonlyMap<number, number>

/** What is believed of the coefficients over all spreads together. */
export class FactorPosterior {
  private readonly nodes: readonly {
    readonly weight: number
    readonly mean: Float64Array
    readonly covariance: SquareMatrix
  }[]

  constructor(fits: readonly SpreadFit[]) {
    this.nodes = fits.map(({ weight, fit }) => ({
      weight,
      mean: fit.coefficients,
      covariance: invertLower(fit.precision),
    }))
  }

  /** exp(contrast) with a central interval, from the mixture's mean and variance. */
  ratio(contrast: Contrast, level: number): FactorRatio {
    let mean = 0
    let square = 0
    for (const node of this.nodes) {
      let own = 0
      let variance = 0
      for (const [i, a] of contrast) {
        own += a * (node.mean[i] ?? 0)
        for (const [j, b] of contrast) variance += a * b * entry(node.covariance, i, j)
      }
      mean += node.weight * own
      square += node.weight * (own * own + variance)
    }
    const reach = normalQuantile((1 + level) / 2) * Math.sqrt(Math.max(0, square - mean * mean))
    return { ratio: Math.exp(mean), low: Math.exp(mean - reach), high: Math.exp(mean + reach) }
  }

  /** About `count` draws of all coefficients, spreads in proportion to their probability. */
  draws(count: number, random: RandomGenerator): Float64Array[] {
    return this.nodes.flatMap(({ weight, mean, covariance }) => {
      const lower = cholesky(covariance)
      if (lower === null) return []
      const z = new Float64Array(mean.length)
      return Array.from({ length: Math.ceil(weight * count) }, () => {
        for (let k = 0; k < z.length; k++) z[k] = drawNormal(random)
        const draw = mean.slice()
        for (let i = 0; i < draw.length; i++) {
          let sum = 0
          for (let k = 0; k <= i; k++) sum += (lower.values[i * lower.size + k] ?? 0) * (z[k] ?? 0)
          draw[i] = (draw[i] ?? 0) + sum
        }
        return draw
      })
    })
  }
}
