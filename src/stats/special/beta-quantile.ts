import { gammaQuantile, gammaQuantileNear } from './gamma-quantile.ts'
import { betaDensityTimesOdds, betaLowerFrom } from './incomplete-beta.ts'
import { normalQuantile } from './normal.ts'

/** The x with P(X < x) = p for X ~ Beta(a, b); 0 when a is 0, 1 when b is 0. */
export function betaQuantile(a: number, b: number, p: number): number {
  if (!(a > 0) || p <= 0) return 0
  if (!(b > 0) || p >= 1) return 1
  return a <= b ? solve(a, b, p).x : solve(b, a, 1 - p).complement
}

/** Odds x/(1 − x) at the same quantile, accurate on both sides. */
export function betaQuantileOdds(a: number, b: number, p: number): number {
  if (!(a > 0) || p <= 0) return 0
  if (!(b > 0) || p >= 1) return Infinity
  return a <= b ? solve(a, b, p).odds : 1 / solve(b, a, 1 - p).odds
}

/** Newton in log-odds inside a shrinking bracket, from the gamma approximation. */
function solve(a: number, b: number, p: number): { x: number; complement: number; odds: number } {
  const g = a > 5 && a <= 10 ? gammaQuantileNear(a, normalQuantile(p)) : gammaQuantile(a, p)
  let odds = Math.max(
    g / (b + (a - 1) / 2 - g / 2 > 0 ? b + (a - 1) / 2 - g / 2 : b),
    Number.MIN_VALUE * 1e10,
  )
  let low = 0
  let high = Infinity
  const tolerance = 1e-4 * Math.min(1, Math.sqrt((a + b) / a / b))
  for (let step = 0; step < 100; step++) {
    const x = odds / (1 + odds)
    const complement = 1 / (1 + odds)
    const density = betaDensityTimesOdds(a, b, x, complement)
    const excess = betaLowerFrom(density, a, b, x, complement) - p
    if (excess === 0) break
    if (excess > 0) high = odds
    else low = odds
    const slope = step < 70 ? density : 0
    const newton = slope > 0 ? excess / slope : 0
    const damping = Math.max(0.5, Math.min(2, 1 - 0.5 * newton * (a * complement - b * x)))
    const next = slope > 0 ? odds * Math.exp(-Math.max(-3, Math.min(3, newton / damping))) : 0
    const settled = Math.abs(next - odds) <= tolerance * odds
    odds = settled || (next > low && next < high) ? next : between(low, high, odds)
    if (settled || high - low <= 4e-16 * odds) break
  }
  return { x: odds / (1 + odds), complement: 1 / (1 + odds), odds }
}

function between(low: number, high: number, odds: number): number {
  if (high === Infinity) return odds * 4
  return low === 0 ? odds / 16 : Math.sqrt(low) * Math.sqrt(high)
}
