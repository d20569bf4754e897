import { PRIOR_DEGREES_OF_FREEDOM } from './fit.ts'
import type { DispersionModel } from './types.ts'

/** What one creative's own residuals say: sums over its blocks, addable over strata. */
export interface PearsonSums {
  /** Σ (observed − expected)² ÷ expected. */
  readonly chiSquare: number
  /** Σ (1 − leverage). */
  readonly degreesOfFreedom: number
  readonly expected: number
  readonly expectedSquared: number
}

export const NO_RESIDUALS: PearsonSums = {
  chiSquare: 0,
  degreesOfFreedom: 0,
  expected: 0,
  expectedSquared: 0,
}

/** φ of one creative: its own Pearson estimate shrunk to the account's value at its daily volume, worth 30 blocks; at least 1. */
export function creativePhi(model: DispersionModel, own: PearsonSums): number {
  const volume = own.expected > 0 ? own.expectedSquared / own.expected : 0
  const account = model.base + model.slope * volume
  return Math.max(
    1,
    (PRIOR_DEGREES_OF_FREEDOM * account + own.chiSquare) / (PRIOR_DEGREES_OF_FREEDOM + own.degreesOfFreedom),
  )
}
