import { describe, expect, it } from 'vitest'
import reference from '../../../test/reference/fixtures/factors.json' with { type: 'json' }
import { entry } from '../linear/symmetric.ts'
import { FactorColumns } from './factor-columns.ts'
import { FactorLikelihood } from './factor-test.ts'
import { fitFactors } from './fit-factors.ts'
import { invertLower } from './invert-lower.ts'

describe('factors against SciPy on the same likelihood', () => {
  it('coefficients to 1e-7, standard deviations and the marginal to 1e-8', () => {
    for (const one of reference) {
      const levels = one.sizes.map((size) => Array.from({ length: size }, (_, l) => String(l)))
      const columns = new FactorColumns(
        levels,
        one.pairs.map(([f = 0, g = 0]) => [f, g] as const),
      )
      const fit = fitFactors(
        one.tests.map((test) => ({
          likelihood: new FactorLikelihood(
            test.levels.map((own, k) => ({
              levels: own.map(String),
              cells: (test.exposure[k] ?? []).map((exposure, day) => ({
                day,
                exposure,
                conversions: test.conversions[k]?.[day] ?? 0,
              })),
            })),
            test.phi,
          ),
          columns: test.levels.map((own) => columns.of(own)),
        })),
        {
          columns: columns.columns.map(({ factors }) => (factors.length > 1 ? one.pair : one.main)),
          arm: one.arm,
        },
      )
      if (fit === null) throw new Error('no fit')
      const covariance = invertLower(fit.precision)
      one.coefficients.forEach((expected, k) => {
        expect(Math.abs((fit.coefficients[k] ?? 0) - expected)).toBeLessThan(1e-7)
        const deviation = Math.sqrt(entry(covariance, k, k))
        expect(Math.abs(deviation / (one.deviations[k] ?? 1) - 1)).toBeLessThan(1e-7)
      })
      expect(Math.abs(fit.logMarginal - one.logMarginal)).toBeLessThan(1e-6)
    }
  })
})
