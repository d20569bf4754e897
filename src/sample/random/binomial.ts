import { logFactorial } from './log-factorial.ts'
import type { Random } from './random.ts'

function drawByInversion(random: Random, trials: number, chance: number): number {
  const odds = chance / (1 - chance)
  let remaining = random.uniform()
  let probability = Math.exp(trials * Math.log1p(-chance))
  let count = 0
  while (remaining >= probability && count < trials) {
    remaining -= probability
    probability *= (odds * (trials - count)) / (count + 1)
    count += 1
  }
  return count
}

// Hörmann 1993, transformed rejection (BTRS): https://doi.org/10.1080/00949659308811496
function drawByRejection(random: Random, trials: number, chance: number): number {
  const spread = Math.sqrt(trials * chance * (1 - chance))
  const b = 1.15 + 2.53 * spread
  const a = -0.0873 + 0.0248 * b + 0.01 * chance
  const alpha = (2.83 + 5.1 / b) * spread
  const vr = 0.92 - 4.2 / b
  const mode = Math.floor((trials + 1) * chance)
  const logOdds = Math.log(chance / (1 - chance))
  const atMode = logFactorial(mode) + logFactorial(trials - mode)
  for (;;) {
    const u = random.uniform() - 0.5
    const v = random.uniform()
    const us = 0.5 - Math.abs(u)
    const count = Math.floor(((2 * a) / us + b) * u + trials * chance + 0.5)
    if (us >= 0.07 && v <= vr) return count
    if (count < 0 || count > trials) continue
    const bound = atMode - logFactorial(count) - logFactorial(trials - count) + (count - mode) * logOdds
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return count
  }
}

/** How many of `trials` succeed when each does with this chance. */
export function drawBinomial(random: Random, trials: number, chance: number): number {
  if (trials <= 0 || chance <= 0) return 0
  if (chance >= 1) return trials
  if (chance > 0.5) return trials - drawBinomial(random, trials, 1 - chance)
  return trials * chance < 10
    ? drawByInversion(random, trials, chance)
    : drawByRejection(random, trials, chance)
}

/** `trials` spread over the weights, one count each; all zero when no weight is positive. */
export function drawMultinomial(random: Random, trials: number, weights: readonly number[]): number[] {
  let weightLeft = weights.reduce((sum, weight) => sum + weight, 0)
  let trialsLeft = weightLeft > 0 ? trials : 0
  return weights.map((weight) => {
    const count = drawBinomial(random, trialsLeft, weightLeft > 0 ? weight / weightLeft : 0)
    weightLeft -= weight
    trialsLeft -= count
    return count
  })
}
