import { describe, expect, it } from 'vitest'
import reference from '../../../test/reference/fixtures/special.json' with { type: 'json' }
import { betaQuantile } from './beta-quantile.ts'
import { erfc } from './erfc.ts'
import { gammaQuantile, gammaUpperQuantile } from './gamma-quantile.ts'
import { betaLower, betaUpper } from './incomplete-beta.ts'
import { gammaLower, gammaUpper } from './incomplete-gamma.ts'
import { logGamma } from './log-gamma.ts'
import { normalQuantile } from './normal.ts'
import { studentQuantile } from './student-t.ts'

/** Largest relative difference over rows whose last columns are reference values below `tiny` ignored. */
function worst(
  rows: readonly (readonly number[])[],
  ours: (row: readonly number[]) => readonly number[],
): number {
  let largest = 0
  for (const row of rows) {
    const values = ours(row)
    values.forEach((value, k) => {
      const expected = row[row.length - values.length + k] ?? Number.NaN
      if (Math.abs(expected) < 1e-280 && Math.abs(value) < 1e-280) return
      const error = Math.abs(value / expected - 1)
      if (!(error <= largest)) largest = error
    })
  }
  return largest
}

const at = (row: readonly number[], k: number): number => row[k] ?? Number.NaN

describe('special functions against SciPy and mpmath', () => {
  it('incomplete gamma, both tails', () => {
    expect(
      worst(reference.gamma, (r) => [gammaLower(at(r, 0), at(r, 1)), gammaUpper(at(r, 0), at(r, 1))]),
    ).toBeLessThan(1e-10)
  })
  it('gamma quantiles', () => {
    expect(worst(reference.gammaQuantile, (r) => [gammaQuantile(at(r, 0), at(r, 1))])).toBeLessThan(1e-11)
    expect(worst(reference.gammaUpperQuantile, (r) => [gammaUpperQuantile(at(r, 0), at(r, 1))])).toBeLessThan(
      1e-11,
    )
  })
  it('incomplete beta, both tails', () => {
    expect(
      worst(reference.beta, (r) => [
        betaLower(at(r, 0), at(r, 1), at(r, 2)),
        betaUpper(at(r, 0), at(r, 1), at(r, 2)),
      ]),
    ).toBeLessThan(1e-9)
  })
  it('beta quantiles', () => {
    expect(worst(reference.betaQuantile, (r) => [betaQuantile(at(r, 0), at(r, 1), at(r, 2))])).toBeLessThan(
      1e-10,
    )
  })
  it('error function, normal and Student quantiles, log gamma', () => {
    expect(worst(reference.erfc, (r) => [erfc(at(r, 0))])).toBeLessThan(1e-13)
    expect(worst(reference.normalQuantile, (r) => [normalQuantile(at(r, 0))])).toBeLessThan(1e-13)
    expect(worst(reference.student, (r) => [studentQuantile(at(r, 0), at(r, 1))])).toBeLessThan(1e-11)
    expect(worst(reference.logGamma, (r) => [logGamma(at(r, 0))])).toBeLessThan(1e-13)
  })
})
