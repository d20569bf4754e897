import { drawCount, drawGamma, drawNormal, type RandomGenerator } from '../../src/stats/index.ts'

/** True when every design should run at the size the contract names. */
export const full = process.argv.includes('--full')

export function times(small: number, large: number): number {
  return full ? large : small
}

/** φ as an account would have learnt it: the truth, off by a log-normal 20 %, at least 1. */
export function learntPhi(truth: number, random: RandomGenerator): number {
  return Math.max(1, truth * Math.exp(0.2 * drawNormal(random)))
}

/** Daily counts of one creative in one stratum whose total is expected to be `expected`. */
export function simulateDays(
  expected: number,
  exposure: number,
  days: number,
  phi: number,
  random: RandomGenerator,
): { day: number[]; exposure: number[]; conversions: number[] } {
  const day = Array.from({ length: days }, (_, d) => d)
  return {
    day,
    exposure: day.map(() => exposure / days),
    conversions: day.map(() => drawCount(expected / days, phi, random)),
  }
}

/** A quality with mean 1 and the given coefficient of variation, gamma or log-normal. */
export function drawQuality(cv: number, shape: 'gamma' | 'log-normal', random: RandomGenerator): number {
  if (shape === 'gamma') return drawGamma(cv ** -2, random) * cv ** 2
  const s = Math.sqrt(Math.log1p(cv * cv))
  return Math.exp(s * drawNormal(random) - (s * s) / 2)
}

/** Standard error of a share of independent runs; at least what a single run more or less would change. */
export function shareError(share: number, runs: number): number {
  return Math.sqrt(Math.max(share * (1 - share), 1 / runs) / runs)
}

/** Mean and standard error of figures that were collected one by one. */
export class Average {
  private count = 0
  private sum = 0
  private squares = 0

  add(value: number): void {
    this.count++
    this.sum += value
    this.squares += value * value
  }

  get mean(): number {
    return this.sum / this.count
  }

  get error(): number {
    return Math.sqrt(Math.max(0, this.squares / this.count - this.mean ** 2) / this.count)
  }
}
