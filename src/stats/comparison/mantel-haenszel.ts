import { type Computed, notComputed } from '../not-computed.ts'
import { normalCdf, normalQuantile } from '../special/normal.ts'
import { bounded } from './bounded.ts'
import type { PairedStratum, Ratio } from './types.ts'

export interface CommonRatio extends Ratio {
  /** Variance of ln ratio. */
  readonly logVariance: number
}

export interface CommonRatioOptions {
  readonly level?: number
  /** Over-dispersion of contrasts; multiplies the variance. */
  readonly phi?: number
  /** False when one exposure converts at most once: the variance is then that of a ratio of proportions. */
  readonly repeatable?: boolean
}

/** Common ratio of two rates over strata and its interval (Mantel–Haenszel; variance of Greenland and Robins 1985, × φ). */
export function mantelHaenszelRatio(
  strata: readonly PairedStratum[],
  options: CommonRatioOptions = {},
): Computed<CommonRatio> {
  const { level = 0.95, phi = 1, repeatable = true } = options
  let top = 0
  let bottom = 0
  let spread = 0
  for (const { first, second } of strata) {
    const total = first.exposure + second.exposure
    if (!(first.exposure > 0 && second.exposure > 0)) continue
    top += (first.conversions * second.exposure) / total
    bottom += (second.conversions * first.exposure) / total
    spread += ((first.conversions + second.conversions) * first.exposure * second.exposure) / total ** 2
    if (!repeatable) spread -= (first.conversions * second.conversions) / total
  }
  if (!(top > 0 && bottom > 0))
    return notComputed('no_conversions', 'in the strata they share, one side has no conversions yet')
  const ratio = top / bottom
  // Where everything converts the binomial variance is 0 up to rounding.
  const logVariance = Math.max(1e-30, (phi * spread) / (top * bottom))
  const deviation = Math.sqrt(logVariance)
  const z = normalQuantile((1 + level) / 2)
  return {
    ratio,
    low: ratio * Math.exp(-z * deviation),
    high: bounded(ratio * Math.exp(z * deviation)),
    level,
    pValue: 2 * normalCdf(-Math.abs(Math.log(ratio)) / deviation),
    logVariance,
  }
}
