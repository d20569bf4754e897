import { describe, expect, it } from 'vitest'
import reference from '../../../test/reference/fixtures/comparison.json' with { type: 'json' }
import { peekSafeReading } from '../experiment/peek-safe.ts'
import { sampleRatioCheck } from '../experiment/sample-ratio.ts'
import { isComputed } from '../not-computed.ts'
import { conditionalRatio } from './conditional-ratio.ts'
import { heterogeneity } from './heterogeneity.ts'
import { mantelHaenszelRatio } from './mantel-haenszel.ts'
import { nonInferiority } from './non-inferiority.ts'

describe('comparisons against SciPy', () => {
  it('exact ratio and its p-value, to 1e-8', () => {
    for (const [c1 = 0, n1 = 0, c2 = 0, n2 = 0, low = 0, high = 0, p = 0] of reference.ratio) {
      const result = conditionalRatio({ conversions: c1, exposure: n1 }, { conversions: c2, exposure: n2 })
      if (!isComputed(result)) throw new Error(result.notComputed)
      if (low > 0) expect(Math.abs(result.low / low - 1)).toBeLessThan(1e-8)
      else expect(result.low).toBe(0)
      expect(Math.abs((result.high ?? 0) / high - 1)).toBeLessThan(1e-8)
      expect(Math.abs(result.pValue / p - 1)).toBeLessThan(1e-8)
    }
  })

  it('peek-safe evidence and sequence over several days, to 1e-6', () => {
    for (const { cells, phi, lift, e, low, high } of reference.peek) {
      const reading = peekSafeReading(
        cells.map(([c1 = 0, c2 = 0, n1 = 0, n2 = 0]) => ({
          firstConversions: c1,
          secondConversions: c2,
          firstExposure: n1,
          secondExposure: n2,
        })),
        { lift, phi },
      )
      expect(Math.abs(reading.eValue / e - 1)).toBeLessThan(1e-6)
      expect(Math.abs(reading.low / low - 1)).toBeLessThan(1e-6)
      expect(Math.abs((reading.high ?? 0) / high - 1)).toBeLessThan(1e-6)
    }
  })

  it('strata that disagree, and the bound of a ratio that is no worse, to 1e-10', () => {
    for (const { rows, phi, q, p, tau2, ratio, bound, low, high } of reference.strata) {
      const strata = rows.map(([c1 = 0, n1 = 0, c2 = 0, n2 = 0], k) => ({
        stratum: String(k),
        first: { conversions: c1, exposure: n1 },
        second: { conversions: c2, exposure: n2 },
      }))
      const differ = heterogeneity(strata, phi)
      const common = mantelHaenszelRatio(strata, { phi })
      if (!isComputed(differ) || !isComputed(common)) throw new Error('not computed')
      const near = (own: number, other: number) => expect(Math.abs(own / other - 1)).toBeLessThan(1e-10)
      near(differ.q, q)
      near(differ.pValue, p)
      expect(Math.abs(differ.variance - tau2)).toBeLessThan(1e-12)
      expect(differ.kappa).toBe(differ.variance / 2)
      differ.byStratum.forEach((stratum, k) => {
        near(stratum.low, low[k] ?? 0)
        near(stratum.high ?? 0, high[k] ?? 0)
      })
      near(common.ratio, ratio)
      const { bound: own, holds } = nonInferiority(common.ratio, common.logVariance, 0.1)
      near(own, bound)
      expect(holds).toBe(bound > 0.9)
    }
  })

  it('sample ratio, to 1e-8', () => {
    for (const { counts, design, p } of reference.sampleRatio) {
      expect(Math.abs(sampleRatioCheck(counts, design).pValue / p - 1)).toBeLessThan(1e-8)
    }
  })
})
