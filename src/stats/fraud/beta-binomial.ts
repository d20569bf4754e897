import { betaLower, betaUpper } from '../special/incomplete-beta.ts'
import { logGamma } from '../special/log-gamma.ts'

/** Below this correlation a beta-binomial is a binomial. */
const NO_CORRELATION = 1e-9
const NEGLIGIBLE = 1e-15
/** Draws from which on a beta with the same mean and variance takes the place of the sum. */
const MANY = 20_000

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/**
 * P(X ≥ x) for X ~ beta-binomial of n draws with mean share p, whose shares differ between sites with variance
 * ρp(1 − p).
 */
export function betaBinomialUpper(x: number, n: number, p: number, rho: number): number {
  if (x <= 0) return 1
  if (x > n || p <= 0) return 0
  if (p >= 1) return 1
  if (rho < NO_CORRELATION) return betaLower(x, n - x + 1, p)
  if (n > MANY) {
    const same = rho + (1 - rho) / n
    const scale = (1 - same) / same
    return betaUpper(p * scale, (1 - p) * scale, (x - 0.5) / n)
  }
  const scale = (1 - rho) / rho
  const a = p * scale
  const b = (1 - p) * scale
  const first =
    logGamma(n + 1) - logGamma(x + 1) - logGamma(n - x + 1) + logBeta(x + a, n - x + b) - logBeta(a, b)
  let term = 1
  let sum = 1
  for (let k = x; k < n; k += 1) {
    term *= (((n - k) / (k + 1)) * (a + k)) / (n - k - 1 + b)
    sum += term
    if (term < sum * NEGLIGIBLE && k > n * p) break
  }
  return Math.min(1, Math.exp(first + Math.log(sum)))
}

/** P(X ≤ x) of the same. */
export function betaBinomialLower(x: number, n: number, p: number, rho: number): number {
  return betaBinomialUpper(n - x, n, 1 - p, rho)
}

/** Two-sided p-value of Student's t. */
export function studentTails(t: number, degreesOfFreedom: number): number {
  return betaLower(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t))
}
