import { describe, expect, it } from 'vitest'
import reference from '../../../test/reference/fixtures/ranking.json' with { type: 'json' }
import { entry } from '../linear/symmetric.ts'
import { bestArm } from './best-arm.ts'
import { findComponents } from './components.ts'
import { creativePosteriors } from './creative-posterior.ts'
import { effectiveCounts } from './effective-counts.ts'
import { expectedShares } from './expected-shares.ts'
import { addInteraction, type InteractionSums, interactionVariance } from './interaction.ts'
import { componentPart } from './part.ts'
import { learnPrior } from './prior.ts'
import { stratumMultipliers } from './stratum-multipliers.ts'
import { cellTable, mixShares } from './table.ts'

const PHI = 1.5

const table = cellTable(
  reference.exposure.map((row, i) => ({
    id: String(i),
    cells: row.map((exposure, s) => ({
      stratum: String(s),
      exposure,
      conversions: reference.conversions[i]?.[s] ?? 0,
    })),
  })),
)
const part = componentPart(table, findComponents(table), 0, mixShares(table, undefined))
const strata = stratumMultipliers(part)
const order = Array.from(part.strata, (s) => Number(table.strata[s]))
const expected = expectedShares(part, strata.multiplier)
const phi = new Float64Array(part.creatives.length).fill(PHI)

function near(actual: ArrayLike<number>, expected: readonly number[], tolerance: number): void {
  expected.forEach((value, i) => {
    expect(Math.abs((actual[i] ?? Number.NaN) / value - 1)).toBeLessThan(tolerance)
  })
}

describe('ranking model against SciPy', () => {
  it('stratum multipliers and their covariance', () => {
    expect(strata.converged).toBe(true)
    near(
      strata.multiplier,
      order.map((s) => reference.multiplier[s] ?? 0),
      1e-8,
    )
    order.forEach((s, a) => {
      order.forEach((t, b) => {
        expect(entry(strata.covariance, a, b)).toBeCloseTo(reference.covariance[s]?.[t] ?? 0, 9)
      })
    })
  })

  const sums = new Map<string, InteractionSums>()
  addInteraction(sums, part, strata, expected, phi, () => '')
  const kappa = interactionVariance(sums.get('') ?? { excess: 0, scale: 0, cells: 0 })
  const kappas = new Float64Array(part.strata.length).fill(kappa)
  const counts = effectiveCounts(part, expected, phi, kappas)

  it('interaction and effective counts', () => {
    expect(kappa / reference.kappa).toBeCloseTo(1, 8)
    near(counts.conversions, reference.effectiveConversions, 1e-8)
    near(counts.exposure, reference.effectiveExposure, 1e-8)
  })

  it('integrated prior and posterior of the rate on the mix', () => {
    const prior = learnPrior(counts.conversions, counts.exposure)
    if (prior === null) throw new Error('no prior')
    expect(Math.abs(prior.cv / reference.cv - 1)).toBeLessThan(0.05)
    const posteriors = creativePosteriors(part, strata, expected, counts, prior, phi, kappas)
    near(
      posteriors.map(({ shape, rate }) => shape / rate),
      reference.mean,
      1e-3,
    )
    near(
      posteriors.map(({ shape, rate }) => shape / rate ** 2),
      reference.variance,
      0.01,
    )
  })

  it('probability of being best', () => {
    const { shape, rate, probability, expectedMaximum } = reference.best
    const ours = bestArm(Float64Array.from(shape), Float64Array.from(rate))
    probability.forEach((p, i) => {
      expect(Math.abs((ours.probabilityBest[i] ?? 0) - p)).toBeLessThan(2e-5)
    })
    expect(ours.expectedMaximum / expectedMaximum).toBeCloseTo(1, 4)
  })
})
