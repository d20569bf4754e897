import { betaQuantileOdds } from './beta-quantile.ts'
import { normalQuantile } from './normal.ts'

/** The t with P(T < t) = p for Student's t with the given degrees of freedom, p ≥ ½. */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom > 1e7) return normalQuantile(p)
  return Math.sqrt(degreesOfFreedom * betaQuantileOdds(0.5, degreesOfFreedom / 2, 2 * p - 1))
}
