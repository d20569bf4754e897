import { logFactorial } from './log-factorial.ts'
import type { Random } from './random.ts'

function drawByInversion(random: Random, mean: number): number {
  let remaining = random.uniform()
  let probability = Math.exp(-mean)
  let count = 0
  while (remaining >= probability && count < 1000) {
    remaining -= probability
    count += 1
    probability *= mean / count
  }
  return count
}

// Hörmann 1993, transformed rejection (PTRS): https://doi.org/10.1016/0167-6687(93)90997-4
function drawByRejection(random: Random, mean: number): number {
  const logMean = Math.log(mean)
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const vr = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = random.uniform() - 0.5
    const v = random.uniform()
    const us = 0.5 - Math.abs(u)
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= vr) return count
    if (count < 0 || (us < 0.013 && v > us)) continue
    const bound = -mean + count * logMean - logFactorial(count)
    if (Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b) <= bound) return count
  }
}

/** A Poisson count with this mean. */
export function drawPoisson(random: Random, mean: number): number {
  if (mean <= 0) return 0
  return mean < 12 ? drawByInversion(random, mean) : drawByRejection(random, mean)
}
