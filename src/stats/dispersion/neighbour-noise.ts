import { creativePhi } from './creative-phi.ts'
import { ResidualPool } from './residual-pool.ts'
import type { DaySeries } from './types.ts'

/** Days of one creative against what was expected of it, oldest first. */
interface ExpectedDays {
  readonly conversions: Float64Array
  readonly expected: Float64Array
  /** Variance of ln expected for each unit of φ. */
  readonly looseness: Float64Array
}

/** Neighbouring pairs overlap, so that n of them tell as much as ⅔ n (von Neumann 1941). */
const OVERLAP = 2 / 3

/**
 * φ of each creative from how neighbouring days differ, shrunk to the account's as everywhere. Differences do not see a
 * fall: residuals around one level would take a worn-out creative for a noisy one.
 */
export function noiseOfDays(all: readonly (ExpectedDays | null)[]): readonly number[] {
  const pool = new ResidualPool(all.length)
  all.forEach((days, creative) => {
    if (days !== null) addPairs(days, creative, pool)
  })
  const account = pool.account()
  return all.map((_, creative) => creativePhi(account, pool.of(creative)))
}

function addPairs(days: ExpectedDays, creative: number, pool: ResidualPool): void {
  const { conversions, expected, looseness } = days
  let total = 0
  let all = 0
  for (let d = 0; d < conversions.length; d++) {
    total += conversions[d] ?? 0
    all += expected[d] ?? 0
  }
  const level = all > 0 ? total / all : 0
  let last: { c: number; e: number; loose: number } | null = null
  let c = 0
  let e = 0
  let loose = 0
  for (let d = 0; d < conversions.length; d++) {
    c += conversions[d] ?? 0
    e += expected[d] ?? 0
    loose += (expected[d] ?? 0) * (looseness[d] ?? 0) * level * (expected[d] ?? 0)
    if (e * level < 1) continue
    const own = { c, e, loose: 1 + loose / e }
    if (last !== null && c + last.c > 0) {
      const share = e / (e + last.e)
      const both = c + last.c
      const chi = (c - both * share) ** 2 / (both * share * (1 - share)) / ((own.loose + last.loose) / 2)
      const mean = both / 2
      pool.add(creative, mean, mean + Math.sqrt(chi * mean * OVERLAP), OVERLAP)
    }
    last = own
    c = 0
    e = 0
    loose = 0
  }
}

/** φ of counts by day in several places together, as neighbouring days differ: falls and rises are no noise. */
export function neighbourPhi(series: readonly DaySeries[]): number {
  const phi = noiseOfDays(
    series.map(({ exposure, conversions }) => ({
      conversions: Float64Array.from(conversions),
      expected: Float64Array.from(exposure),
      looseness: new Float64Array(exposure.length),
    })),
  )
  const counts = series.map(({ conversions }) => Array.from(conversions).reduce((sum, c) => sum + c, 0))
  const all = counts.reduce((sum, count) => sum + count, 0)
  return all > 0 ? phi.reduce((sum, own, k) => sum + (own * (counts[k] ?? 0)) / all, 0) : (phi[0] ?? 1)
}
