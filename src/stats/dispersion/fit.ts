import type { ResidualColumns } from './residual-columns.ts'
import type { DispersionModel } from './types.ts'

/** Assumed when nothing is known: 1.5, worth 30 degrees of freedom wherever it meets data. */
export const DEFAULT_PHI = 1.5
export const PRIOR_DEGREES_OF_FREEDOM = 30

export const DEFAULT_DISPERSION: DispersionModel = {
  base: DEFAULT_PHI,
  slope: 0,
  degreesOfFreedom: 0,
  source: 'default',
}

/**
 * The account's variance function mean × (base + slope × mean) from pooled residuals: squared standardised residuals
 * regressed on the mean, reweighted twice (McCullagh and Nelder 1989, §10). Base ≥ 1, slope ≥ 0.
 */
export function fitDispersion(residuals: ResidualColumns): DispersionModel {
  const { degreesOfFreedom } = residuals
  if (!(degreesOfFreedom >= 1)) return DEFAULT_DISPERSION
  let line: Line = { base: 1, slope: 0 }
  for (let round = 0; round < 3; round++) line = weightedLine(residuals, line)
  const known = degreesOfFreedom / (degreesOfFreedom + PRIOR_DEGREES_OF_FREEDOM)
  return {
    base: known * line.base + (1 - known) * DEFAULT_PHI,
    slope: known * line.slope,
    degreesOfFreedom,
    source: 'days',
  }
}

interface Line {
  readonly base: number
  readonly slope: number
}

/** The line through squared residuals over the mean, weighted by the variance that the line before implies. */
function weightedLine({ count, mean, free, squared }: ResidualColumns, before: Line): Line {
  let w0 = 0
  let w1 = 0
  let w2 = 0
  let r0 = 0
  let r1 = 0
  for (let b = 0; b < count; b++) {
    const mu = mean[b] ?? 0
    const r = squared[b] ?? 0
    const spread = before.base + before.slope * mu
    const w = (free[b] ?? 0) / (spread * spread)
    w0 += w
    w1 += w * mu
    w2 += w * mu * mu
    r0 += w * r
    r1 += w * r * mu
  }
  if (w0 === 0) return { base: DEFAULT_PHI, slope: 0 }
  const determinant = w0 * w2 - w1 * w1
  const slope = determinant > 1e-9 * w0 * w2 ? (w0 * r1 - w1 * r0) / determinant : 0
  if (slope <= 0) return { base: Math.max(1, r0 / w0), slope: 0 }
  const base = (r0 - slope * w1) / w0
  if (base >= 1) return { base, slope }
  return { base: 1, slope: Math.max(0, (r1 - w1) / w2) }
}
