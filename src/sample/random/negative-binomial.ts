import { drawUnitGamma } from './gamma.ts'
import { drawPoisson } from './poisson.ts'
import type { Random } from './random.ts'

/** How much more a count varies than a Poisson one: variance = mean × (`phi` + `eta` × mean). */
export interface Dispersion {
  readonly phi: number
  readonly eta: number
}

/** A negative binomial count with this mean and dispersion. */
export function drawNegativeBinomial(random: Random, mean: number, dispersion: Dispersion): number {
  if (mean <= 0) return 0
  return drawPoisson(random, mean * drawUnitGamma(random, (dispersion.phi - 1) / mean + dispersion.eta))
}
