import { gammaDensityTimesX, gammaLower, gammaUpper } from './incomplete-gamma.ts'
import { logGamma } from './log-gamma.ts'
import { normalQuantile } from './normal.ts'

type Tail = 'lower' | 'upper'

/** The x with P(G < x) = p for G ~ Gamma(shape, 1); 0 when shape is 0. */
export function gammaQuantile(shape: number, p: number): number {
  if (!(shape > 0) || p <= 0) return 0
  if (p >= 1) return Infinity
  return p <= 0.5 ? solve(shape, p, lowerStart(shape, p), 'lower') : gammaUpperQuantile(shape, 1 - p)
}

/** The x with P(G > x) = q for G ~ Gamma(shape, 1), accurate for tiny q. */
export function gammaUpperQuantile(shape: number, q: number): number {
  if (!(shape > 0) || q >= 1) return 0
  if (q <= 0) return Infinity
  return q < 0.5 ? solve(shape, q, upperStart(shape, q), 'upper') : gammaQuantile(shape, 1 - q)
}

/** A quick quantile for the normal score z: Wilson–Hilferty, within 1 % from shape 3 up, never below 0. */
export function gammaQuantileNear(shape: number, z: number): number {
  const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))
  return root > 0 ? shape * root * root * root : 0
}

function lowerStart(shape: number, p: number): number {
  const near = shape > 1 ? gammaQuantileNear(shape, normalQuantile(p)) : 0
  return near > 0.05 * shape ? near : Math.exp((Math.log(p) + logGamma(shape + 1)) / shape)
}

function upperStart(shape: number, q: number): number {
  if (shape > 1) return gammaQuantileNear(shape, -normalQuantile(q))
  const tail = -Math.log(q) - logGamma(shape)
  return tail > 1 ? tail - (1 - shape) * Math.log(tail) : lowerStart(shape, 1 - q)
}

/** Halley's steps in ln x inside a shrinking bracket; cubic, so one step after a relative 1e-5 sd is exact. */
function solve(shape: number, target: number, first: number, tail: Tail): number {
  if (first === 0) return 0
  const tolerance = 1e-5 / Math.max(1, Math.sqrt(shape))
  let x = first
  let low = 0
  let high = Infinity
  for (let step = 0; step < 80; step++) {
    const excess = tail === 'lower' ? gammaLower(shape, x) - target : target - gammaUpper(shape, x)
    if (excess === 0) return x
    if (excess > 0) high = x
    else low = x
    const next = step < 60 ? halley(shape, x, excess) : 0
    if (Math.abs(next - x) <= tolerance * x) return next
    x = next > low && next < high ? next : between(low, high, x)
    if (high - low <= 4e-16 * x) return x
  }
  return x
}

function halley(shape: number, x: number, excess: number): number {
  const slope = gammaDensityTimesX(shape, x)
  if (!(slope > 0)) return 0
  const newton = excess / slope
  const damping = Math.max(0.5, Math.min(2, 1 - 0.5 * newton * (shape - x)))
  return x * Math.exp(-Math.max(-3, Math.min(3, newton / damping)))
}

function between(low: number, high: number, x: number): number {
  if (high === Infinity) return x * 4
  return low === 0 ? x / 16 : Math.sqrt(low) * Math.sqrt(high)
}
