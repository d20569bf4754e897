import { bounded } from '../comparison/bounded.ts'
import { type Computed, notComputed } from '../not-computed.ts'
import { normalCdf, normalQuantile } from '../special/normal.ts'
import { type PairedCell, PairedLikelihood } from './paired-likelihood.ts'

export interface FixedHorizonReading {
  readonly ratio: number
  readonly low: number
  readonly high: number | null
  readonly level: number
  readonly z: number
  /** Valid only if the test is read once, at its end. */
  readonly pValue: number
}

/** The reading for one look at the end: maximum of the conditional likelihood and its normal interval. */
export function fixedHorizonReading(
  cells: readonly PairedCell[],
  options: { phi?: number; alpha?: number } = {},
): Computed<FixedHorizonReading> {
  const { phi = 1, alpha = 0.05 } = options
  const likelihood = new PairedLikelihood(cells, phi)
  if (!(likelihood.first > 0 && likelihood.second > 0))
    return notComputed('no_conversions', 'one side has no conversions yet')
  const { psi, curvature } = likelihood.mode(0)
  const deviation = 1 / Math.sqrt(curvature)
  const z = normalQuantile(1 - alpha / 2)
  return {
    ratio: Math.exp(psi),
    low: Math.exp(psi - z * deviation),
    high: bounded(Math.exp(psi + z * deviation)),
    level: 1 - alpha,
    z: psi / deviation,
    pValue: 2 * normalCdf(-Math.abs(psi) / deviation),
  }
}
