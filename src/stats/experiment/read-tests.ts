import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import { gaussHermite } from '../quadrature/gauss-hermite.ts'
import { bestArm } from '../ranking/best-arm.ts'
import { MarginalLikelihood } from '../ranking/prior.ts'
import { type ArmSpread, learnArmSpread, type TestCounts, typicalRate } from './arm-spread.ts'
import { comparableCounts } from './comparable-counts.ts'
import type { ExperimentArm } from './read-experiment.ts'

export interface TestOfArms {
  readonly arms: readonly ExperimentArm[]
  readonly phi: number
}

/** What to believe of one arm: its rate on the test's mix of days and strata, shrunk towards the other arms. */
export interface ArmBelief {
  readonly rate: number
  readonly probabilityBest: number
  readonly expectedLoss: number
}

export interface TestsReading {
  /** Of each test, in the order given: its arms in theirs. */
  readonly tests: readonly Computed<readonly ArmBelief[]>[]
  /** Coefficient of variation of the arms of a test, learnt from all tests. */
  readonly spread: Computed<number>
}

const RATE_NODES = 5

/** Arms of many tests read together: one spread of arms is learnt from all tests, each test keeps its own typical rate. */
export function readTests(given: readonly TestOfArms[]): TestsReading {
  const counts = given.map(({ arms, phi }) =>
    arms.length < 2
      ? notComputed('only_one_creative', 'a test needs two arms')
      : comparableCounts(arms, Math.max(1, phi)),
  )
  const usable = counts.filter(isComputed)
  if (usable.length === 0) {
    return {
      tests: counts.map((count) => (isComputed(count) ? [] : count)),
      spread: notComputed('no_conversions', 'no test could be read'),
    }
  }
  const spread = learnArmSpread(usable)
  return {
    tests: counts.map((count) => (isComputed(count) ? beliefs(count, spread) : count)),
    spread: spread.cv,
  }
}

/** Posterior of every arm over all spreads and typical rates, matched by one gamma each. */
function beliefs(test: TestCounts, spread: ArmSpread): ArmBelief[] {
  const likelihood = new MarginalLikelihood(test.conversions, test.exposure)
  const size = test.conversions.length
  const mean = new Float64Array(size)
  const square = new Float64Array(size)
  const { nodes, weights } = gaussHermite(RATE_NODES)
  for (const { cv, weight } of spread.nodes) {
    const shape = cv ** -2
    const typical = typicalRate(likelihood, Math.log(cv), spread.population)
    nodes.forEach((z, k) => {
      const rate = shape / Math.exp(typical.mean + typical.deviation * z)
      const share = weight * (weights[k] ?? 0)
      for (let i = 0; i < size; i++) {
        const a = shape + (test.conversions[i] ?? 0)
        const b = rate + (test.exposure[i] ?? 0)
        mean[i] = (mean[i] ?? 0) + (share * a) / b
        square[i] = (square[i] ?? 0) + (share * a * (a + 1)) / (b * b)
      }
    })
  }
  const variance = square.map((s, i) => Math.max(s - (mean[i] ?? 0) ** 2, 1e-14 * s))
  const shapes = mean.map((m, i) => (m * m) / (variance[i] ?? 1))
  const rates = mean.map((m, i) => m / (variance[i] ?? 1))
  const { probabilityBest, expectedMaximum } = bestArm(shapes, rates)
  return Array.from(mean, (rate, i) => ({
    rate,
    probabilityBest: probabilityBest[i] ?? 0,
    expectedLoss: Math.max(0, expectedMaximum - rate),
  }))
}
