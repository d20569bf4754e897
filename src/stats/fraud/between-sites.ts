import { normalQuantile } from '../special/normal.ts'
import type { Part } from './types.ts'

/** What honest sites differ by before any of them is seen, and how many seen sites that is worth. */
const USUAL_RHO = 0.01
const USUAL_WORTH = 5
const LARGEST_RHO = 0.5
const LARGEST_VARIANCE = 25
const STEPS = 40
/** Twice the two ends a baseline is cut at: what fraud adds to the dispersion hides fraud. */
const ENDS = 4

/** A share of a site, and what it should be. */
export interface ExpectedPart extends Part {
  readonly expected: number
}

/** What is left of a normal variance when so much is cut off at each end. */
function trimmedVariance(trimmed: number): number {
  if (trimmed <= 0) return 1
  const z = normalQuantile(1 - trimmed)
  const density = Math.exp(-z * z * 0.5) / Math.sqrt(2 * Math.PI)
  return 1 - (2 * z * density) / (1 - 2 * trimmed)
}

/** A squared residual, and its variance at a dispersion between sites. */
interface Residual {
  readonly square: number
  variance(between: number): number
}

/** The dispersion at which squared residuals, the largest left out, are on average as large as chance makes them. */
function explaining(residuals: readonly Residual[], trimmed: number, largest: number): number {
  const cut = Math.floor(ENDS * trimmed * residuals.length)
  const kept = residuals.length - cut
  const target = trimmedVariance(cut / residuals.length / 2) * kept
  const spread = (between: number) =>
    residuals
      .map(({ square, variance }) => square / variance(between))
      .toSorted((a, b) => a - b)
      .slice(0, kept)
      .reduce((sum, each) => sum + each, 0)
  let low = 0
  let high = largest
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2
    if (spread(middle) > target) low = middle
    else high = middle
  }
  return high
}

/**
 * Between-site dispersion ρ of a share among sites thought honest: the ρ at which trimmed squared residuals are as
 * large as chance makes them, drawn to what is usual by as much as few sites tell.
 */
export function betweenSites(parts: readonly ExpectedPart[], trimmed: number): number {
  const telling = parts.filter(({ whole, expected }) => expected > 0 && expected < 1 && whole * expected >= 2)
  if (telling.length === 0) return USUAL_RHO
  const found = explaining(
    telling.map(({ part, whole, expected: p }) => ({
      square: (part - whole * p) ** 2,
      variance: (rho) => whole * p * (1 - p) * (1 + (whole - 1) * rho),
    })),
    trimmed,
    LARGEST_RHO,
  )
  return (found * telling.length + USUAL_RHO * USUAL_WORTH) / (telling.length + USUAL_WORTH)
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2
}

/** Variance between sites of a figure, beside the variance each has by chance; never below `least`. */
export function betweenVariance(
  values: readonly number[],
  variances: readonly number[],
  centre: number,
  least: number,
  trimmed: number,
): number {
  const found = explaining(
    values.map((value, index) => ({
      square: (value - centre) ** 2,
      variance: (between) => between + (variances[index] ?? 0),
    })),
    trimmed,
    LARGEST_VARIANCE,
  )
  return (Math.max(least, found) * values.length + least * USUAL_WORTH) / (values.length + USUAL_WORTH)
}
