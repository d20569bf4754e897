import { betaLower } from '../special/incomplete-beta.ts'
import { gammaUpper } from '../special/incomplete-gamma.ts'
import { logGamma } from '../special/log-gamma.ts'
import { exactMultinomial } from './exact-multinomial.ts'

export interface SampleRatioCheck {
  readonly pValue: number
  /** Largest relative deviation of an arm's share from the designed one. */
  readonly deviation: number
  readonly flagged: boolean
  readonly basis: 'counts' | 'daily shares' | 'users'
  /** Exact where every possible outcome could be listed. */
  readonly method: 'exact' | 'chi-square' | 'F'
}

const SUSPICIOUS = 0.001
const LEAST_DEVIATION = 0.01
const CONCENTRATION = 100

/** Whether arms got the split that was designed, on independent units such as users; read once. */
export function sampleRatioCheck(counts: readonly number[], design: readonly number[]): SampleRatioCheck {
  const { statistic, deviation } = chiSquare(counts, design)
  const exact = exactMultinomial(counts, design)
  const pValue = exact ?? gammaUpper((counts.length - 1) / 2, statistic / 2)
  return {
    pValue,
    deviation,
    flagged: pValue < SUSPICIOUS,
    basis: 'counts',
    method: exact === null ? 'chi-square' : 'exact',
  }
}

/** The same on daily impressions, whose shares wobble more than independent users would: χ² over the wobble between days. */
export function dailySampleRatioCheck(
  days: readonly (readonly number[])[],
  design: readonly number[],
): SampleRatioCheck {
  const totals = design.map((_, arm) => days.reduce((sum, day) => sum + (day[arm] ?? 0), 0))
  const { statistic, deviation } = chiSquare(totals, design)
  const all = totals.reduce((a, b) => a + b, 0)
  const used = days.filter((day) => day.reduce((a, b) => a + b, 0) > 0)
  if (used.length < 3) return sampleRatioCheck(totals, design)
  const wobble = used.reduce(
    (sum, day) =>
      sum +
      chiSquare(
        day,
        totals.map((n) => n / all),
      ).statistic,
    0,
  )
  const freedom = (used.length - 1) * (design.length - 1)
  const dispersion = Math.max(1, wobble / freedom)
  const pValue = fTail(statistic / (design.length - 1) / dispersion, design.length - 1, freedom)
  return {
    pValue,
    deviation,
    flagged: pValue < SUSPICIOUS && deviation >= LEAST_DEVIATION,
    basis: 'daily shares',
    method: 'F',
  }
}

/** ln of the evidence against the designed split that may be read every day; ln 1000 flags (Lindon, Malek 2022). */
export function sampleRatioLogEvidence(counts: readonly number[], design: readonly number[]): number {
  const total = counts.reduce((a, b) => a + b, 0)
  let sum = logGamma(CONCENTRATION) - logGamma(CONCENTRATION + total)
  counts.forEach((n, arm) => {
    const share = design[arm] ?? 0
    if (share <= 0) return
    sum += logGamma(CONCENTRATION * share + n) - logGamma(CONCENTRATION * share) - n * Math.log(share)
  })
  return sum
}

function chiSquare(
  counts: readonly number[],
  design: readonly number[],
): { statistic: number; deviation: number } {
  const total = counts.reduce((a, b) => a + b, 0)
  let statistic = 0
  let deviation = 0
  counts.forEach((n, arm) => {
    const expected = total * (design[arm] ?? 0)
    if (expected <= 0) return
    statistic += (n - expected) ** 2 / expected
    deviation = Math.max(deviation, Math.abs(n / expected - 1))
  })
  return { statistic, deviation }
}

function fTail(f: number, top: number, bottom: number): number {
  return betaLower(bottom / 2, top / 2, bottom / (bottom + top * f), (top * f) / (bottom + top * f))
}
