import { describe, expect, it } from 'vitest'
import reference from '../../../test/reference/fixtures/negative-binomial.json' with { type: 'json' }
import { learnPrior, MarginalLikelihood } from './prior.ts'

const counts = Float64Array.from(reference.conversions)
const exposures = Float64Array.from(reference.exposure)
const likelihood = new MarginalLikelihood(counts, exposures)

/** ln likelihood with the mean that fits best, without the prior of the spread that the profile adds. */
function profiled(logCv: number) {
  const profile = likelihood.profile(logCv)
  return { ...profile, logLikelihood: profile.value - logCv + Math.exp(2 * logCv) / 0.5 }
}

function highest(): ReturnType<typeof profiled> {
  let low = Math.log(0.05)
  let high = Math.log(1)
  for (let step = 0; step < 200; step++) {
    const third = (high - low) / 3
    if (profiled(low + third).logLikelihood < profiled(high - third).logLikelihood) low += third
    else high -= third
  }
  return profiled(0.5 * (low + high))
}

describe('one stratum without interaction against negative binomial fits in R', () => {
  it('has the mean and the shape of glmmTMB (nbinom2) and MASS (glm.nb) at its maximum', () => {
    const { shape, logRate } = highest()
    for (const [mean, dispersion] of [reference.glmmTMB, reference.mass]) {
      expect(Math.abs(shape / Math.exp(logRate) / (mean ?? 0) - 1)).toBeLessThan(1e-6)
      expect(Math.abs(shape / (dispersion ?? 0) - 1)).toBeLessThan(1e-4)
    }
  })

  it('has their likelihood, up to a constant', () => {
    const at = (mean: number, shape: number) => {
      const rate = shape / mean
      const rising = likelihood.profile(-0.5 * Math.log(shape))
      // What the profile adds for the shape does not depend on the mean.
      const ofShape =
        profiled(-0.5 * Math.log(shape)).logLikelihood - likelihood.value(rising.shape, rising.logRate)
      return likelihood.value(shape, Math.log(rate)) + ofShape
    }
    const top = highest()
    for (const [mean = 0, shape = 0, logLikelihood = 0] of reference.points) {
      expect(at(mean, shape) - top.logLikelihood).toBeCloseTo(logLikelihood - reference.logLik, 6)
    }
  })

  it('finds the mode of likelihood × prior for many creatives', () => {
    const prior = learnPrior(
      Float64Array.from(reference.manyConversions),
      Float64Array.from(reference.manyExposure),
    )
    const [mean = 0, cv = 0] = reference.manyMode
    expect(Math.abs((prior?.mean ?? 0) / mean - 1)).toBeLessThan(1e-5)
    expect(Math.abs((prior?.cv ?? 0) / cv - 1)).toBeLessThan(1e-3)
  })
})
