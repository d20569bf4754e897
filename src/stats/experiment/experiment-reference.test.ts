import { describe, expect, it } from 'vitest'
import reference from '../../../test/reference/fixtures/experiment.json' with { type: 'json' }
import { mantelHaenszelRatio } from '../comparison/mantel-haenszel.ts'
import { isComputed } from '../not-computed.ts'
import { bayesianReading } from './bayesian-reading.ts'
import { exactMultinomial } from './exact-multinomial.ts'
import { readTests } from './read-tests.ts'
import { sampleRatioCheck, sampleRatioLogEvidence } from './sample-ratio.ts'

const relative = (value: number, expected: number) => Math.abs(value / expected - 1)

describe('experiments against SciPy', () => {
  it('Mantel–Haenszel with the variances of Greenland and Robins, to 1e-10', () => {
    for (const { strata, phi, repeatable, ratio, logVariance, low, high, p } of reference.mantelHaenszel) {
      const found = mantelHaenszelRatio(
        strata.map(([c1 = 0, n1 = 0, c2 = 0, n2 = 0], k) => ({
          stratum: String(k),
          first: { conversions: c1, exposure: n1 },
          second: { conversions: c2, exposure: n2 },
        })),
        { phi, repeatable },
      )
      if (!isComputed(found)) throw new Error(found.notComputed)
      expect(relative(found.ratio, ratio)).toBeLessThan(1e-10)
      expect(relative(found.logVariance, logVariance)).toBeLessThan(1e-10)
      expect(relative(found.low, low)).toBeLessThan(1e-10)
      expect(relative(found.high ?? 0, high)).toBeLessThan(1e-10)
      expect(relative(found.pValue, p)).toBeLessThan(1e-8)
    }
  })

  it('exact multinomial test, to 1e-9', () => {
    for (const { counts, design, p } of reference.exactMultinomial) {
      expect(relative(exactMultinomial(counts, design) ?? 0, p)).toBeLessThan(1e-9)
      expect(sampleRatioCheck(counts, design)).toMatchObject({ method: 'exact' })
    }
  })

  it('Dirichlet–multinomial evidence, to 1e-8', () => {
    for (const { counts, design, logEvidence } of reference.dirichletMultinomial)
      expect(relative(sampleRatioLogEvidence(counts, design), logEvidence)).toBeLessThan(1e-8)
  })

  it('Bayesian reading: ratio and bounds to 1e-4, probability and losses to 3e-5', () => {
    for (const { cells, phi, deviation, ratio, low, high, ...rest } of reference.bayesian) {
      const found = bayesianReading(
        cells.map(([c1 = 0, n1 = 0, c2 = 0, n2 = 0]) => ({
          firstConversions: c1,
          firstExposure: n1,
          secondConversions: c2,
          secondExposure: n2,
        })),
        { phi, deviation },
      )
      expect(relative(found.ratio, ratio)).toBeLessThan(1e-4)
      expect(relative(found.low, low)).toBeLessThan(1e-4)
      expect(relative(found.high, high)).toBeLessThan(1e-4)
      expect(Math.abs(found.probabilityBetter - rest.probabilityBetter)).toBeLessThan(3e-5)
      expect(Math.abs(found.lossOfFirst - rest.lossOfFirst)).toBeLessThan(3e-5)
      expect(Math.abs(found.lossOfSecond - rest.lossOfSecond)).toBeLessThan(3e-5)
    }
  })

  it('tests read together: spread to 2 %, shrunk rates to 0.5 %, P(best) to 0.03 (independent gammas), loss to 3 % of a rate', () => {
    for (const { tests, cv, beliefs } of reference.tests) {
      const reading = readTests(
        tests.map((arms) => ({
          phi: 1,
          arms: arms.map(([exposure = 0, conversions = 0], k) => ({
            id: String(k),
            cells: [{ day: 0, exposure, conversions }],
          })),
        })),
      )
      if (!isComputed(reading.spread)) throw new Error(reading.spread.notComputed)
      expect(relative(reading.spread, cv)).toBeLessThan(0.02)
      beliefs.forEach((expected, t) => {
        const found = reading.tests[t]
        if (found === undefined || !isComputed(found)) throw new Error('not computed')
        found.forEach((arm, k) => {
          const rate = expected.rates[k] ?? 0
          expect(relative(arm.rate, rate)).toBeLessThan(0.005)
          expect(Math.abs(arm.probabilityBest - (expected.probabilityBest[k] ?? 0))).toBeLessThan(0.03)
          expect(Math.abs(arm.expectedLoss - (expected.loss[k] ?? 0))).toBeLessThan(0.03 * rate)
        })
      })
    }
  })
})
