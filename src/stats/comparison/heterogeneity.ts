import { type Computed, notComputed } from '../not-computed.ts'
import { gammaUpper } from '../special/incomplete-gamma.ts'
import { normalQuantile } from '../special/normal.ts'
import { bounded } from './bounded.ts'
import type { PairedStratum } from './types.ts'

export interface Heterogeneity {
  /** Cochran's Q over φ. */
  readonly q: number
  readonly degreesOfFreedom: number
  readonly pValue: number
  /** Variance of ln ratio between strata beyond noise (DerSimonian, Laird 1986). */
  readonly variance: number
  /** Interaction of either creative with strata that makes as much: half of it. */
  readonly kappa: number
  readonly byStratum: readonly {
    readonly stratum: string
    readonly ratio: number
    readonly low: number
    readonly high: number | null
    readonly logVariance: number
  }[]
}

/** Whether the ratio differs between strata that have conversions; ½ is added to both sides where one has none. */
export function heterogeneity(
  strata: readonly PairedStratum[],
  phi = 1,
  level = 0.95,
): Computed<Heterogeneity> {
  const z = normalQuantile((1 + level) / 2)
  const byStratum = strata.flatMap(({ stratum, first, second }) => {
    if (!(first.exposure > 0 && second.exposure > 0) || first.conversions + second.conversions === 0)
      return []
    const extra = first.conversions > 0 && second.conversions > 0 ? 0 : 0.5
    const c1 = first.conversions + extra
    const c2 = second.conversions + extra
    const ratio = (c1 * second.exposure) / (c2 * first.exposure)
    const logVariance = phi * (1 / c1 + 1 / c2)
    const factor = Math.exp(z * Math.sqrt(logVariance))
    return [{ stratum, ratio, low: ratio / factor, high: bounded(ratio * factor), logVariance }]
  })
  if (byStratum.length < 2) return notComputed('one_stratum', 'it takes two shared strata with conversions')
  let weight = 0
  let squared = 0
  let mean = 0
  for (const { ratio, logVariance } of byStratum) {
    weight += 1 / logVariance
    squared += 1 / logVariance ** 2
    mean += Math.log(ratio) / logVariance
  }
  mean /= weight
  const q = byStratum.reduce(
    (sum, { ratio, logVariance }) => sum + (Math.log(ratio) - mean) ** 2 / logVariance,
    0,
  )
  const degreesOfFreedom = byStratum.length - 1
  const variance = Math.max(0, (q - degreesOfFreedom) / (weight - squared / weight))
  return {
    q,
    degreesOfFreedom,
    pValue: gammaUpper(degreesOfFreedom / 2, q / 2),
    variance,
    kappa: variance / 2,
    byStratum,
  }
}
