import type { Interval } from '../intervals/types.ts'
import { gammaQuantile, gammaUpperQuantile } from '../special/gamma-quantile.ts'
import { betaLower } from '../special/incomplete-beta.ts'
import { gammaLower, gammaUpper } from '../special/incomplete-gamma.ts'

/** A gamma belief about a rate; an infinite shape is a known rate. */
export interface GammaBelief {
  readonly mean: number
  readonly shape: number
}

const SAME_AS_KNOWN = 4_000

/** P(x < factor × y) for independent beliefs. */
export function probabilityBelow(x: GammaBelief, y: GammaBelief, factor = 1): number {
  return below(x.shape, x.mean, y.shape, y.mean * factor)
}

/** P(x > factor × y) for independent beliefs, accurate when tiny. */
export function probabilityAbove(x: GammaBelief, y: GammaBelief, factor = 1): number {
  return below(y.shape, y.mean * factor, x.shape, x.mean)
}

/** E[(y − x)⁺]: what is lost by taking x where y would have been better. */
export function expectedShortfall(x: GammaBelief, y: GammaBelief): number {
  const fromY = y.mean * below(x.shape, x.mean, y.shape + 1, (y.mean * (y.shape + 1)) / y.shape)
  const fromX = x.mean * below(x.shape + 1, (x.mean * (x.shape + 1)) / x.shape, y.shape, y.mean)
  if (y.shape === Infinity) {
    return Math.max(0, y.mean * below(x.shape, x.mean, Infinity, y.mean) - fromX)
  }
  return Math.max(0, fromY - fromX)
}

export function beliefInterval(belief: GammaBelief, level: number): Interval {
  const tail = (1 - level) / 2
  return { low: beliefQuantile(belief, tail), high: beliefQuantile(belief, 1 - tail), level }
}

export function beliefQuantile(belief: GammaBelief, p: number): number {
  if (belief.shape === Infinity) return belief.mean
  const scale = belief.mean / belief.shape
  return p <= 0.5 ? gammaQuantile(belief.shape, p) * scale : gammaUpperQuantile(belief.shape, 1 - p) * scale
}

// P(X < Y). A side hundreds of times surer than the other is taken as known: its variance is below 1/4000 of the other's.
function below(shapeX: number, meanX: number, shapeY: number, meanY: number): number {
  if (shapeY > SAME_AS_KNOWN * Math.max(shapeX, 1)) return gammaLower(shapeX, (shapeX * meanY) / meanX)
  if (shapeX > SAME_AS_KNOWN * Math.max(shapeY, 1)) return gammaUpper(shapeY, (shapeY * meanX) / meanY)
  const rateX = shapeX / meanX
  const rateY = shapeY / meanY
  return betaLower(shapeX, shapeY, rateX / (rateX + rateY), rateY / (rateX + rateY))
}
