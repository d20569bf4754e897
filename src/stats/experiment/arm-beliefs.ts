import { gaussHermite } from '../quadrature/gauss-hermite.ts'
import { bestArm } from '../ranking/best-arm.ts'
import { MarginalLikelihood } from '../ranking/prior.ts'
import { type ArmSpread, type TestCounts, typicalRate } from './arm-spread.ts'

/** What to believe of one arm: its rate on the test's mix of days and strata, shrunk towards the other arms. */
export interface ArmBelief {
  readonly rate: number
  readonly probabilityBest: number
  readonly expectedLoss: number
}

const RATE_NODES = 5

/** Posterior of every arm of a test over all spreads and typical rates, matched by one gamma each. */
export function armBeliefs(test: TestCounts, spread: ArmSpread): ArmBelief[] {
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
