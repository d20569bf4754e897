import { erfc } from './erfc.ts'

const SQRT_2 = Math.SQRT2
const SQRT_2_PI = 2.5066282746310002

/** P(Z < z) for a standard normal Z. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / SQRT_2)
}

/** The z with P(Z < z) = p, to full precision in both tails near 0 (Acklam's start, two Halley steps). */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN
  const cached = known.get(p)
  if (cached !== undefined) return cached
  const z = p > 0.5 ? -lowerQuantile(1 - p) : lowerQuantile(p)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(p, z)
  return z
}

// Callers ask for the same few levels many thousands of times.
const known = new Map<number, number>()
const MOST_KNOWN = 64

function lowerQuantile(p: number): number {
  let z = start(p)
  for (let step = 0; step < 2; step++) {
    const error = (normalCdf(z) / p - 1) * p * SQRT_2_PI * Math.exp(0.5 * z * z)
    z -= error / (1 + 0.5 * z * error)
  }
  return z
}

function start(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    return (
      (((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    )
  }
  const q = p - 0.5
  const r = q * q
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  )
}
