import { gammaDensityTimesX, gammaLower, gammaUpper } from './incomplete-gamma.ts'
import { logGamma } from './log-gamma.ts'
import { normalQuantile } from './normal.ts'

type Tail = 'lower' | 'upper'

/** The x with P(G < x) = p for G ~ Gamma(shape, 1); 0 when shape is 0. */
export function gammaQuantile(shape: number, p: number): number {
  if (!(shape > 0) || p <= 0) return 0
  if (p >= 1) return Infinity
  return p <= 0.5 ? quantile(shape, p, 'lower') : gammaUpperQuantile(shape, 1 - p)
}

/** The x with P(G > x) = q for G ~ Gamma(shape, 1), accurate for tiny q. */
export function gammaUpperQuantile(shape: number, q: number): number {
  if (!(shape > 0) || q >= 1) return 0
  if (q <= 0) return Infinity
  return q < 0.5 ? quantile(shape, q, 'upper') : gammaQuantile(shape, 1 - q)
}

const SERIES_FROM = 10
const SERIES_FARTHEST = 6

function quantile(shape: number, target: number, tail: Tail): number {
  if (shape > SERIES_FROM) {
    const z = normalQuantile(target)
    if (z > -SERIES_FARTHEST) {
      const { x, missing } = cornishFisher(shape, tail === 'lower' ? z : -z)
      if (missing < 1e-11 * x) return x
      if (x > 0.05 * shape) return solve(shape, target, x, tail)
    }
  }
  return solve(shape, target, tail === 'lower' ? lowerStart(shape, target) : upperStart(shape, target), tail)
}

/** A quick quantile for the normal score z: Wilson–Hilferty, within 1 % from shape 3 up, never below 0. */
export function gammaQuantileNear(shape: number, z: number): number {
  const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))
  return root > 0 ? shape * root * root * root : 0
}

/**
 * A quantile for the normal score z from shape 10 up and |z| < 6, without iterating: Cornish and Fisher's series (Goldberg,
 * Levine 1946), and how large its last term can be as a bound of what is missing.
 */
function cornishFisher(shape: number, z: number): { x: number; missing: number } {
  const root = Math.sqrt(shape)
  const y = z * z
  const scale = 1 / (146966400 * shape * shape * root)
  const x =
    shape +
    z * root +
    (y - 1) / 3 +
    (z * (y - 7)) / (36 * root) -
    ((3 * y + 7) * y - 16) / (810 * shape) +
    (z * ((9 * y + 256) * y - 433)) / (38880 * shape * root) +
    (((12 * y - 243) * y - 923) * y + 1472) / (204120 * shape * shape) -
    scale * z * (((3753 * y + 4353) * y - 289517) * y - 289717)
  return { x, missing: scale * (1 + Math.abs(z)) * (((3753 * y + 4353) * y + 289517) * y + 289717) }
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

/** Halley's steps in ln x inside a shrinking bracket; cubic, so what follows a step of 1e-4 sd is below 1e-11 of x. */
function solve(shape: number, target: number, first: number, tail: Tail): number {
  if (first === 0) return 0
  const tolerance = 1e-4 / Math.max(1, Math.sqrt(shape))
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
