import { entry } from '../linear/symmetric.ts'
import type { Part } from './part.ts'
import type { StratumMultipliers } from './stratum-multipliers.ts'

/** Sums from which the variance of the creative × stratum interaction is made; addable over components and networks. */
export interface InteractionSums {
  excess: number
  scale: number
  cells: number
}

const PRIOR = 0.04
const PRIOR_CELLS = 20
const FLOOR = 1e-4
const LEAST_EXPECTED = 5
const LEAST_FREE = 0.05

/** Adds a component's cells to the sums of their groups. `phi` is the creative's over-dispersion, `group` that of a stratum. */
export function addInteraction(
  sums: Map<string, InteractionSums>,
  part: Part,
  strata: StratumMultipliers,
  phi: (creative: number) => number,
  group: (stratum: number) => string,
): void {
  const { multiplier, covariance } = strata
  for (let i = 0; i < part.creatives.length; i++) {
    const from = part.start[i] ?? 0
    const to = part.start[i + 1] ?? 0
    if (to - from < 2) continue
    let total = 0
    let expected = 0
    for (let k = from; k < to; k++) {
      total += part.conversions[k] ?? 0
      expected += (part.exposure[k] ?? 0) * (multiplier[part.stratum[k] ?? 0] ?? 0)
    }
    if (total === 0) continue
    const share = (k: number) =>
      ((part.exposure[k] ?? 0) * (multiplier[part.stratum[k] ?? 0] ?? 0)) / expected
    let squares = 0
    let quadratic = 0
    const product = new Float64Array(to - from)
    for (let k = from; k < to; k++) {
      squares += share(k) ** 2
      let sum = 0
      for (let l = from; l < to; l++)
        sum += entry(covariance, part.stratum[k] ?? 0, part.stratum[l] ?? 0) * share(l)
      product[k - from] = sum
      quadratic += share(k) * sum
    }
    const own = phi(part.creatives[i] ?? 0)
    for (let k = from; k < to; k++) {
      const e = share(k)
      const mu = total * e
      const free = 1 - 2 * e + squares
      if (mu < LEAST_EXPECTED || free < LEAST_FREE) continue
      const s = part.stratum[k] ?? 0
      const logVariance = 1 / total + entry(covariance, s, s) - 2 * (product[k - from] ?? 0) + quadratic
      const key = group(s)
      const sum = sums.get(key) ?? { excess: 0, scale: 0, cells: 0 }
      sum.excess += ((part.conversions[k] ?? 0) - mu) ** 2 - own * mu * Math.max(0, 1 - mu * logVariance)
      sum.scale += mu * mu * free
      sum.cells += 1
      sums.set(key, sum)
    }
  }
}

/** Variance κ of the interaction: the moment estimate shrunk to 0.04, worth 20 cells; at least 1e-4. */
export function interactionVariance(sums: InteractionSums): number {
  const own = sums.scale > 0 ? sums.excess / sums.scale : 0
  return Math.max(FLOOR, (PRIOR_CELLS * PRIOR + sums.cells * own) / (PRIOR_CELLS + sums.cells))
}
