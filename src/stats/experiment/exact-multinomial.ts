import { logGamma } from '../special/log-gamma.ts'

// As SciPy's exact binomial test: outcomes as likely as the one seen count although rounding makes them a trace likelier.
const SAME = 1e-7
const ALWAYS = 10_000
const FOR_FEW = 1_000_000
const FEW_EXPECTED = 10

/**
 * p-value of the exact multinomial test: the probability, under the designed shares (summing to 1), of outcomes no likelier
 * than the one seen. Null where there are too many outcomes to list, for fractions, and for an arm designed to get nothing.
 */
export function exactMultinomial(counts: readonly number[], design: readonly number[]): number | null {
  const total = counts.reduce((a, b) => a + b, 0)
  if (!counts.every(Number.isInteger) || design.some((share) => !(share > 0))) return null
  const least = total * Math.min(...design)
  if (outcomes(total, counts.length) > (least < FEW_EXPECTED ? FOR_FEW : ALWAYS)) return null
  const logFactorial = Float64Array.from({ length: total + 1 }, (_, n) => logGamma(n + 1))
  const logShare = design.map(Math.log)
  const term = (arm: number, n: number) => n * (logShare[arm] ?? 0) - (logFactorial[n] ?? 0)
  const start = logFactorial[total] ?? 0
  const bar = counts.reduce((sum, n, arm) => sum + term(arm, n), start) + SAME
  const last = counts.length - 1
  let p = 0
  const walk = (arm: number, left: number, height: number): void => {
    if (arm === last) {
      const whole = height + term(arm, left)
      if (whole <= bar) p += Math.exp(whole)
      return
    }
    for (let n = 0; n <= left; n++) walk(arm + 1, left - n, height + term(arm, n))
  }
  walk(0, total, start)
  return Math.min(1, p)
}

/** Number of ways to split `total` over `arms`, as far as it matters. */
function outcomes(total: number, arms: number): number {
  let ways = 1
  for (let k = 1; k < arms && ways <= FOR_FEW; k++) ways *= (total + k) / k
  return ways
}
