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

export interface Claim {
  readonly name: string
  readonly value: number
  readonly error: number
  readonly low: number
  readonly high: number
}

/** Prints claims with their Monte-Carlo error; a claim fails when it is outside its limits by more than two errors. */
export function report(title: string, claims: readonly Claim[]): void {
  console.log(`\n${title}`)
  let failures = 0
  for (const { name, value, error, low, high } of claims) {
    const inside = value >= low && value <= high
    const near = value >= low - 2 * error && value <= high + 2 * error
    if (!near) failures++
    const mark = inside ? 'ok  ' : near ? 'near' : 'FAIL'
    console.log(`${mark} ${name.padEnd(54)} ${value.toFixed(4)} ± ${error.toFixed(4)}   ${low}–${high}`)
  }
  if (failures > 0) process.exitCode = 1
}

export function shareError(share: number, runs: number): number {
  return Math.sqrt(Math.max(share * (1 - share), 1 / runs) / runs)
}
