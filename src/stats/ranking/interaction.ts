import type { ExpectedShares } from './expected-shares.ts'
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

/** Adds a component's cells to the sums of their groups. `phi` is the creatives' over-dispersion, `group` that of a stratum. */
export function addInteraction(
  sums: Map<string, InteractionSums>,
  part: Part,
  strata: StratumMultipliers,
  expected: ExpectedShares,
  phi: Float64Array,
  group: (stratum: number) => string,
): void {
  const { size, values } = strata.covariance
  const groups = Array.from(part.strata, (_, s) => sumOf(sums, group(s)))
  const product = new Float64Array(part.stratum.length)
  for (let i = 0; i < part.creatives.length; i++) {
    const from = part.start[i] ?? 0
    const to = part.start[i + 1] ?? 0
    const total = expected.conversions[i] ?? 0
    if (to - from < 2 || total === 0) continue
    let squares = 0
    let quadratic = 0
    for (let k = from; k < to; k++) {
      const row = (part.stratum[k] ?? 0) * size
      const e = expected.share[k] ?? 0
      let sum = 0
      for (let l = from; l < to; l++)
        sum += (values[row + (part.stratum[l] ?? 0)] ?? 0) * (expected.share[l] ?? 0)
      product[k] = sum
      squares += e * e
      quadratic += e * sum
    }
    for (let k = from; k < to; k++) {
      const e = expected.share[k] ?? 0
      const mu = total * e
      const free = 1 - 2 * e + squares
      if (mu < LEAST_EXPECTED || free < LEAST_FREE) continue
      const s = part.stratum[k] ?? 0
      const leverage = mu * (1 / total + (values[s * size + s] ?? 0) - 2 * (product[k] ?? 0) + quadratic)
      const sum = groups[s]
      if (sum === undefined) continue
      sum.excess += ((part.conversions[k] ?? 0) - mu) ** 2 - (phi[i] ?? 1) * mu * Math.max(0, 1 - leverage)
      sum.scale += mu * mu * free
      sum.cells += 1
    }
  }
}

function sumOf(sums: Map<string, InteractionSums>, key: string): InteractionSums {
  const sum = sums.get(key) ?? { excess: 0, scale: 0, cells: 0 }
  sums.set(key, sum)
  return sum
}

/** Variance κ of the interaction: the moment estimate shrunk to 0.04, worth 20 cells; at least 1e-4. */
export function interactionVariance(sums: InteractionSums): number {
  const own = sums.scale > 0 ? sums.excess / sums.scale : 0
  return Math.max(FLOOR, (PRIOR_CELLS * PRIOR + sums.cells * own) / (PRIOR_CELLS + sums.cells))
}
