import { betaLower } from '../special/incomplete-beta.ts'
import { gammaUpper } from '../special/incomplete-gamma.ts'

/** The least whole number k with P(K ≤ k) ≥ p, for a negative binomial of this mean and variance; Poisson where the variance is no larger. */
export function negativeBinomialQuantile(mean: number, variance: number, p: number): number {
  if (!(mean > 0) || p <= 0) return 0
  const cdf = (k: number) => negativeBinomialCdf(mean, variance, k)
  let high = Math.ceil(mean + 1)
  while (cdf(high) < p && high < Number.MAX_SAFE_INTEGER / 2) high = Math.ceil(2 * high)
  let low = -1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (cdf(middle) >= p) high = middle
    else low = middle
  }
  return high
}

/** P(K ≤ k). */
export function negativeBinomialCdf(mean: number, variance: number, k: number): number {
  if (k < 0) return 0
  if (variance <= mean * (1 + 1e-9)) return gammaUpper(k + 1, mean)
  const size = mean ** 2 / (variance - mean)
  return betaLower(size, k + 1, mean / variance, 1 - mean / variance)
}
