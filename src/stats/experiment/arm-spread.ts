import { MarginalLikelihood } from '../ranking/prior.ts'

/** Effective counts (÷ φ) of the arms of one test; at least one has converted. */
export interface TestCounts {
  readonly conversions: Float64Array
  readonly exposure: Float64Array
}

/** What log rates of tests look like; null where too few tests tell. */
export interface TestPopulation {
  readonly mean: number
  readonly variance: number
}

/** A possible spread of the arms of a test around its typical rate: Gamma(shape), cv = shape^−½. */
export interface SpreadNode {
  readonly cv: number
  readonly weight: number
}

export interface ArmSpread {
  readonly nodes: readonly SpreadNode[]
  readonly cv: number
  readonly population: TestPopulation | null
}

/** The typical log rate of a test at a given spread, as far as its own arms and the other tests tell. */
export interface TypicalRate {
  readonly mean: number
  readonly deviation: number
  /** ln of the likelihood, with the typical rate integrated out. */
  readonly value: number
}

const LEAST_CV = 0.01
const MOST_CV = 2
const CV_PRIOR_SCALE = 0.5
const NODES = 15
const ROUNDS = 3
const LEAST_WEIGHT = 1e-3
const LEAST_TESTS = 10

/**
 * How much arms of one test differ, learnt from all tests together: the spread's posterior on a grid under a half-normal
 * prior, every test's typical rate integrated out (Laplace) under the log-normal population of tests.
 */
export function learnArmSpread(tests: readonly TestCounts[]): ArmSpread {
  const population = testPopulation(tests)
  const likelihoods = tests.map((test) => new MarginalLikelihood(test.conversions, test.exposure))
  let low = Math.log(LEAST_CV)
  let high = Math.log(MOST_CV)
  let nodes: SpreadNode[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const step = (high - low) / (NODES - 1)
    const grid = Array.from({ length: NODES }, (_, k) => low + step * k)
    const values = grid.map((logCv) =>
      likelihoods.reduce(
        (sum, likelihood) => sum + typicalRate(likelihood, logCv, population).value,
        priorOf(logCv),
      ),
    )
    const top = Math.max(...values)
    const weights = values.map((value) => Math.exp(value - top))
    const total = weights.reduce((a, b) => a + b, 0)
    const kept = [...grid.keys()].filter((k) => (weights[k] ?? 0) >= LEAST_WEIGHT * total)
    nodes = kept.map((k) => ({ cv: Math.exp(grid[k] ?? 0), weight: (weights[k] ?? 0) / total }))
    low = grid[Math.max(0, (kept[0] ?? 0) - 1)] ?? low
    high = grid[Math.min(NODES - 1, (kept.at(-1) ?? 0) + 1)] ?? high
  }
  const total = nodes.reduce((sum, { weight }) => sum + weight, 0)
  nodes = nodes.map(({ cv, weight }) => ({ cv, weight: weight / total }))
  return { nodes, cv: nodes.reduce((sum, { cv, weight }) => sum + cv * weight, 0), population }
}

export function typicalRate(
  likelihood: MarginalLikelihood,
  logCv: number,
  population: TestPopulation | null,
): TypicalRate {
  const profile = likelihood.profile(logCv)
  const own = Math.log(profile.shape) - profile.logRate
  const variance = profile.deviation ** 2
  const value = profile.value - priorOf(logCv) + Math.log(profile.deviation)
  if (population === null) return { mean: own, deviation: profile.deviation, value }
  const between = variance + population.variance
  const weight = population.variance / between
  return {
    mean: weight * own + (1 - weight) * population.mean,
    deviation: Math.sqrt(weight * variance),
    value: value - 0.5 * Math.log(between) - (own - population.mean) ** 2 / (2 * between),
  }
}

function priorOf(logCv: number): number {
  return logCv - Math.exp(2 * logCv) / (2 * CV_PRIOR_SCALE ** 2)
}

/** Mean and variance of tests' log rates (DerSimonian, Laird 1986). */
function testPopulation(tests: readonly TestCounts[]): TestPopulation | null {
  if (tests.length < LEAST_TESTS) return null
  const rates = tests.map(({ conversions, exposure }) => {
    const c = conversions.reduce((a, b) => a + b, 0.5)
    return { log: Math.log(c / exposure.reduce((a, b) => a + b, 0)), weight: c }
  })
  const w1 = rates.reduce((sum, { weight }) => sum + weight, 0)
  const w2 = rates.reduce((sum, { weight }) => sum + weight ** 2, 0)
  const fixed = rates.reduce((sum, { log, weight }) => sum + weight * log, 0) / w1
  const q = rates.reduce((sum, { log, weight }) => sum + weight * (log - fixed) ** 2, 0)
  const variance = Math.max(1e-4, (q - (rates.length - 1)) / (w1 - w2 / w1))
  const weights = rates.map(({ weight }) => 1 / (1 / weight + variance))
  const total = weights.reduce((a, b) => a + b, 0)
  const mean = rates.reduce((sum, { log }, k) => sum + (weights[k] ?? 0) * log, 0) / total
  return { mean, variance }
}
