import { cholesky, entry, type SquareMatrix, solveInPlace, zeroMatrix } from '../linear/symmetric.ts'
import type { FactorLikelihood } from './factor-test.ts'

/** Arms of one test: their likelihood, and the columns that are 1 for each. */
export interface FittedTest {
  readonly likelihood: FactorLikelihood
  readonly columns: readonly (readonly number[])[]
}

/** Standard deviation of each column's coefficient, and of what an arm has beyond its columns. */
export interface FactorPrior {
  readonly columns: readonly number[]
  readonly arm: number
}

export interface FactorFit {
  readonly coefficients: Float64Array
  /** Lower triangle of the precision of the coefficients, arms' own deviations integrated out. */
  readonly precision: SquareMatrix
  readonly deviations: readonly Float64Array[]
  /** ln of the marginal likelihood (Laplace), up to a constant of the data. */
  readonly logMarginal: number
}

const STEPS = 60
const CLOSE = 1e-9

/**
 * The coefficients where conditional likelihood × normal priors is highest, and the normal approximation around it
 * (penalised quasi-likelihood with Laplace's marginal; Breslow, Clayton 1993). Arms' own deviations are eliminated test by
 * test, so that thousands of tests cost no more than their sum. Null when the numbers do not allow it.
 */
export function fitFactors(
  tests: readonly FittedTest[],
  prior: FactorPrior,
  start?: FactorFit,
): FactorFit | null {
  const size = prior.columns.length
  let coefficients = start?.coefficients.slice() ?? new Float64Array(size)
  let deviations = tests.map(
    ({ likelihood }, t) => start?.deviations[t]?.slice() ?? new Float64Array(likelihood.size),
  )
  let height = heightAt(tests, prior, coefficients, deviations)
  for (let step = 0; step < STEPS; step++) {
    const system = assemble(tests, prior, coefficients, deviations)
    if (system === null) return null
    const move = system.right.slice()
    solveInPlace(system.lower, move, 0)
    const armMoves = system.tests.map((test, t) => test.finish(tests[t]?.columns ?? [], move))
    const decrement = system.decrement(move, armMoves)
    let scale = 1
    let moved = false
    for (let halving = 0; halving < 30; halving++, scale /= 2) {
      const next = coefficients.map((b, k) => b + scale * (move[k] ?? 0))
      const nextDeviations = deviations.map((own, t) =>
        own.map((u, i) => u + scale * (armMoves[t]?.[i] ?? 0)),
      )
      const nextHeight = heightAt(tests, prior, next, nextDeviations)
      if (!(nextHeight >= height - 1e-12 * Math.abs(height))) continue
      coefficients = next
      deviations = nextDeviations
      height = nextHeight
      moved = true
      break
    }
    if (!moved || decrement < CLOSE) break
  }
  const last = assemble(tests, prior, coefficients, deviations)
  if (last === null || !Number.isFinite(height)) return null
  const logPrior =
    prior.columns.reduce((sum, sd) => sum - Math.log(sd), 0) -
    tests.reduce((sum, { likelihood }) => sum + likelihood.size, 0) * Math.log(prior.arm)
  return {
    coefficients,
    precision: last.lower,
    deviations,
    logMarginal: height + logPrior - 0.5 * last.logDeterminant,
  }
}

function logRates({ likelihood, columns }: FittedTest, coefficients: Float64Array, own: Float64Array) {
  const eta = new Float64Array(likelihood.size)
  columns.forEach((list, i) => {
    eta[i] = list.reduce((sum, k) => sum + (coefficients[k] ?? 0), own[i] ?? 0)
  })
  return eta
}

function heightAt(
  tests: readonly FittedTest[],
  prior: FactorPrior,
  coefficients: Float64Array,
  deviations: readonly Float64Array[],
): number {
  let height = 0
  coefficients.forEach((b, k) => {
    height -= 0.5 * (b / (prior.columns[k] ?? 1)) ** 2
  })
  tests.forEach((test, t) => {
    const own = deviations[t] ?? new Float64Array()
    height += test.likelihood.value(logRates(test, coefficients, own))
    for (const u of own) height -= 0.5 * (u / prior.arm) ** 2
  })
  return height
}

interface AssembledTest {
  /** Moves of the arms' own deviations that belong to a move of the coefficients. */
  finish(columns: readonly (readonly number[])[], move: Float64Array): Float64Array
  /** Slope of the whole in the arms' own deviations. */
  readonly slope: Float64Array
}

/** Newton's equations with the arms' own deviations eliminated: (D + Σ XᵀWX) · move = right. */
function assemble(
  tests: readonly FittedTest[],
  prior: FactorPrior,
  coefficients: Float64Array,
  deviations: readonly Float64Array[],
) {
  const size = coefficients.length
  const matrix = zeroMatrix(size)
  const right = new Float64Array(size)
  const slope = new Float64Array(size)
  const tau = prior.arm ** -2
  let logDeterminant = 0
  for (let k = 0; k < size; k++) {
    const precision = (prior.columns[k] ?? 1) ** -2
    matrix.values[k * size + k] = precision
    slope[k] = -precision * (coefficients[k] ?? 0)
  }
  const assembled: AssembledTest[] = []
  for (const [t, test] of tests.entries()) {
    const own = deviations[t] ?? new Float64Array(test.likelihood.size)
    const { slope: data, information } = test.likelihood.derivatives(logRates(test, coefficients, own))
    const arms = information.size
    const inner = { size: arms, values: information.values.slice() }
    for (let i = 0; i < arms; i++) inner.values[i * arms + i] = entry(inner, i, i) + tau
    const lower = cholesky(inner)
    if (lower === null) return null
    for (let i = 0; i < arms; i++) logDeterminant += 2 * Math.log(entry(lower, i, i))
    const armSlope = data.map((g, i) => g - tau * (own[i] ?? 0))
    const solved = armSlope.slice()
    solveInPlace(lower, solved, 0)
    const kept = zeroMatrix(arms)
    for (let j = 0; j < arms; j++) {
      const column = Float64Array.from({ length: arms }, (_, i) => entry(information, i, j))
      solveInPlace(lower, column, 0)
      // H − H(H + τ)⁻¹H = τ(H + τ)⁻¹H, without the cancellation.
      for (let i = 0; i < arms; i++) kept.values[i * arms + j] = tau * (column[i] ?? 0)
    }
    test.columns.forEach((list, i) => {
      let pull = data[i] ?? 0
      for (let j = 0; j < arms; j++) pull -= entry(information, i, j) * (solved[j] ?? 0)
      for (const k of list) {
        slope[k] = (slope[k] ?? 0) + (data[i] ?? 0)
        right[k] = (right[k] ?? 0) + pull
      }
      test.columns.forEach((other, j) => {
        const weight = entry(kept, i, j)
        for (const k of list)
          for (const l of other) matrix.values[k * size + l] = (matrix.values[k * size + l] ?? 0) + weight
      })
    })
    assembled.push({
      slope: armSlope,
      finish(columns, move) {
        const shift = columns.map((list) => list.reduce((sum, k) => sum + (move[k] ?? 0), 0))
        const answer = armSlope.map((g, i) => {
          let pull = g
          for (let j = 0; j < arms; j++) pull -= entry(information, i, j) * (shift[j] ?? 0)
          return pull
        })
        solveInPlace(lower, answer, 0)
        return answer
      },
    })
  }
  for (let k = 0; k < size; k++)
    right[k] = (right[k] ?? 0) - (prior.columns[k] ?? 1) ** -2 * (coefficients[k] ?? 0)
  const lower = cholesky(matrix)
  if (lower === null) return null
  for (let k = 0; k < size; k++) logDeterminant += 2 * Math.log(entry(lower, k, k))
  return {
    lower,
    right,
    tests: assembled,
    logDeterminant,
    /** Slope times move: twice what is still to be gained. */
    decrement: (move: Float64Array, armMoves: readonly Float64Array[]) =>
      slope.reduce((sum, g, k) => sum + g * (move[k] ?? 0), 0) +
      assembled.reduce(
        (sum, test, t) => sum + test.slope.reduce((s, g, i) => s + g * (armMoves[t]?.[i] ?? 0), 0),
        0,
      ),
  }
}
