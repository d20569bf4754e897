import { describe, expect, it } from 'vitest'
import reference from '../../../test/reference/fixtures/fraud.json' with { type: 'json' }
import { betaBinomialLower, betaBinomialUpper, studentTails } from './beta-binomial.ts'
import { powerSlope } from './power-slope.ts'

describe('reference numbers of SciPy', () => {
  it('are the tails of a beta-binomial', () => {
    for (const [x = 0, n = 0, p = 0, rho = 0, tail = 0] of reference.upper)
      expect(betaBinomialUpper(x, n, p, rho) / tail, `≥ ${x} of ${n}`).toBeCloseTo(1, 7)
    for (const [x = 0, n = 0, p = 0, rho = 0, tail = 0] of reference.lower)
      expect(betaBinomialLower(x, n, p, rho) / tail, `≤ ${x} of ${n}`).toBeCloseTo(1, 7)
  })

  it('are the tails of Student’s t', () => {
    for (const [t = 0, df = 1, tails = 0] of reference.student)
      expect(studentTails(t, df) / tails).toBeCloseTo(1, 10)
  })

  it('are the powers of truncated densities', () => {
    for (const [from = 0, to = 1, mean = 0, slope = 0] of reference.slope)
      expect(powerSlope(mean, { from, to }).slope).toBeCloseTo(slope, 4)
  })
})

it('many draws are a beta of the same mean and variance, to a few per cent', () => {
  for (const x of [6_000, 6_400, 7_000]) {
    const exact = betaBinomialUpper(x, 20_000, 0.3, 0.001)
    expect(Math.abs(betaBinomialUpper(x + 0.3, 20_001, 0.3, 0.001) / exact - 1)).toBeLessThan(0.05)
  }
})

it('without dispersion the tail is that of a binomial, and nothing or everything is certain', () => {
  expect(betaBinomialUpper(2, 2, 0.3, 0)).toBeCloseTo(0.09, 12)
  expect(betaBinomialUpper(0, 10, 0.3, 0.1)).toBe(1)
  expect(betaBinomialUpper(11, 10, 0.3, 0.1)).toBe(0)
  expect(betaBinomialUpper(3, 10, 0.3, 0.02)).toBeGreaterThan(betaBinomialUpper(4, 10, 0.3, 0.02))
})
