import type { Random } from './random.ts'

/** A standard normal draw (Marsaglia's polar method). */
export function drawNormal(random: Random): number {
  for (;;) {
    const x = 2 * random.uniform() - 1
    const y = 2 * random.uniform() - 1
    const square = x * x + y * y
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
  }
}

/** A log-normal draw with mean 1 and this standard deviation of its logarithm. */
export function drawUnitLogNormal(random: Random, sd: number): number {
  return Math.exp(sd * drawNormal(random) - (sd * sd) / 2)
}

/** P(Z ≤ z) of a standard normal (Abramowitz and Stegun 26.2.17, absolute error below 1e-7). */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly
  return z > 0 ? 1 - tail : tail
}
