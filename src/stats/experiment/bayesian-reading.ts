import { chebyshevInterpolant } from '../quadrature/chebyshev.ts'
import { type PairedCell, PairedLikelihood } from './paired-likelihood.ts'

export interface BayesianReading {
  /** Posterior median of the ratio and central interval. */
  readonly ratio: number
  readonly low: number
  readonly high: number
  readonly level: number
  readonly probabilityBetter: number
  /** Relative rate lost on average by choosing the first, or the second. */
  readonly lossOfFirst: number
  readonly lossOfSecond: number
}

const STEPS = 800
const REACH = 9
// ln L has its nearest singularity π off the real line: so many points per unit of width leave an error below 1e-9.
const LEAST_POINTS = 33
const POINTS_PER_UNIT = 10

/** Posterior of the ratio under a normal prior on its logarithm. It does not control α when peeked at. */
export function bayesianReading(
  cells: readonly PairedCell[],
  options: { deviation: number; phi?: number; level?: number },
): BayesianReading {
  const { deviation, phi = 1, level = 0.95 } = options
  const likelihood = new PairedLikelihood(cells, phi)
  const precision = 1 / deviation ** 2
  const { psi, curvature } = likelihood.mode(precision)
  const width = REACH / Math.sqrt(curvature)
  const grid = Float64Array.from({ length: STEPS + 1 }, (_, k) => psi + width * ((2 * k) / STEPS - 1))
  const points = Math.max(LEAST_POINTS, Math.ceil(POINTS_PER_UNIT * width))
  const logLikelihood =
    points < STEPS
      ? chebyshevInterpolant((x) => likelihood.at(x), psi - width, psi + width, points)
      : (x: number) => likelihood.at(x)
  const heights = grid.map((x) => logLikelihood(x) - 0.5 * precision * x * x)
  const top = heights.reduce((a, b) => Math.max(a, b))
  const mass = heights.map((h) => Math.exp(h - top))
  const total = mass.reduce((a, b) => a + b, 0)
  const expectation = (f: (x: number) => number) =>
    grid.reduce((sum, x, k) => sum + f(x) * (mass[k] ?? 0), 0) / total
  const tail = (1 - level) / 2
  return {
    ratio: Math.exp(quantile(grid, mass, total, 0.5)),
    low: Math.exp(quantile(grid, mass, total, tail)),
    high: Math.exp(quantile(grid, mass, total, 1 - tail)),
    level,
    probabilityBetter: 1 - below(grid, mass, total, 0),
    lossOfFirst: expectation((x) => Math.max(0, -Math.expm1(x))),
    lossOfSecond: expectation((x) => Math.max(0, Math.expm1(x))),
  }
}

function below(grid: Float64Array, mass: Float64Array, total: number, x: number): number {
  const start = grid[0] ?? 0
  const step = ((grid[STEPS] ?? 0) - start) / STEPS
  const position = (x - start) / step + 0.5
  if (position <= 0) return 0
  if (position >= STEPS + 1) return 1
  const whole = Math.floor(position)
  let sum = 0
  for (let k = 0; k < whole; k++) sum += mass[k] ?? 0
  return (sum + (position - whole) * (mass[whole] ?? 0)) / total
}

function quantile(grid: Float64Array, mass: Float64Array, total: number, p: number): number {
  const step = ((grid[STEPS] ?? 0) - (grid[0] ?? 0)) / STEPS
  let sum = 0
  for (let k = 0; k <= STEPS; k++) {
    const m = (mass[k] ?? 0) / total
    if (sum + m >= p) return (grid[k] ?? 0) + step * ((p - sum) / m - 0.5)
    sum += m
  }
  return grid[STEPS] ?? 0
}
