import type { Part } from './part.ts'

/** Per cell and per creative of a component, what the strata alone would make of its exposure. */
export interface ExpectedShares {
  /** Exposure × multiplier, per cell. */
  readonly exposure: Float64Array
  /** The cell's share of its creative's, per cell. */
  readonly share: Float64Array
  /** Σ exposure × multiplier and Σ conversions, per creative. */
  readonly total: Float64Array
  readonly conversions: Float64Array
}

/** Exposure weighted by the strata's multipliers, and how each creative's divides over its cells. */
export function expectedShares(part: Part, multiplier: Float64Array): ExpectedShares {
  const cells = part.stratum.length
  const exposure = new Float64Array(cells)
  const share = new Float64Array(cells)
  const total = new Float64Array(part.creatives.length)
  const conversions = new Float64Array(part.creatives.length)
  for (let i = 0; i < total.length; i++) {
    const from = part.start[i] ?? 0
    const to = part.start[i + 1] ?? 0
    let sum = 0
    let count = 0
    for (let k = from; k < to; k++) {
      const e = (part.exposure[k] ?? 0) * (multiplier[part.stratum[k] ?? 0] ?? 0)
      exposure[k] = e
      sum += e
      count += part.conversions[k] ?? 0
    }
    total[i] = sum
    conversions[i] = count
    if (sum > 0) for (let k = from; k < to; k++) share[k] = (exposure[k] ?? 0) / sum
  }
  return { exposure, share, total, conversions }
}
