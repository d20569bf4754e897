import { type Computed, notComputed } from '../not-computed.ts'
import { betaQuantileOdds } from '../special/beta-quantile.ts'
import { betaLower } from '../special/incomplete-beta.ts'
import { bounded } from './bounded.ts'
import type { Count, Ratio } from './types.ts'

/**
 * Ratio of two rates with its exact interval: given both counts together the first is binomial, and the Clopper–Pearson
 * interval of its share maps to the ratio. Counts are divided by φ first (then it is approximate). (Przyborowski, Wilenski 1940.)
 */
export function conditionalRatio(
  first: Count,
  second: Count,
  options: { level?: number; phi?: number } = {},
): Computed<Ratio> {
  const { level = 0.95, phi = 1 } = options
  const c1 = first.conversions / phi
  const c2 = second.conversions / phi
  if (!(first.exposure > 0 && second.exposure > 0))
    return notComputed('no_exposure', 'one side was never shown')
  if (!(c1 + c2 > 0)) return notComputed('no_conversions', 'neither side converted')
  const tail = (1 - level) / 2
  const scale = second.exposure / first.exposure
  const share = first.exposure / (first.exposure + second.exposure)
  const other = second.exposure / (first.exposure + second.exposure)
  const asHigh = c1 > 0 ? betaLower(c1, c2 + 1, share, other) : 1
  const asLow = c2 > 0 ? betaLower(c2, c1 + 1, other, share) : 1
  const ratio = c2 > 0 ? (c1 / c2) * scale : null
  if (ratio === null) return notComputed('no_conversions', 'the side compared with has no conversions yet')
  return {
    ratio,
    low: betaQuantileOdds(c1, c2 + 1, tail) * scale,
    high: bounded(betaQuantileOdds(c1 + 1, c2, 1 - tail) * scale),
    level,
    pValue: Math.min(1, 2 * Math.min(asHigh, asLow)),
  }
}
