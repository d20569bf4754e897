import { cholesky, entry, solveInPlace, zeroMatrix } from '../linear/symmetric.ts'
import { Tridiagonal } from '../linear/tridiagonal.ts'
import type { Contrast, ElementDesign } from './element-design.ts'

export interface WeighedCreatives {
  readonly logRate: Float64Array
  readonly variance: Float64Array
  readonly fixed: readonly Float64Array[]
  readonly design: ElementDesign
}

/** A sum of coefficients under one pair of spreads: its mean, its variance, and both when nothing is assumed of it. */
export interface ContrastFit {
  readonly mean: number
  readonly variance: number
  readonly free: { readonly estimate: number; readonly variance: number } | null
}

/**
 * The model at one spread of creatives, fixed columns absorbed: everything at any spread of the elements then follows from
 * one tridiagonal matrix (docs/methods/technical/elements.md).
 */
export class SpreadMoments {
  readonly creative: number
  private readonly reduced: Tridiagonal
  private readonly slope: Float64Array
  private readonly rest: number

  constructor(data: WeighedCreatives, creative: number) {
    this.creative = creative
    const { logRate, variance, fixed, design } = data
    const { columns, start, column, weight } = design
    const k = fixed.length
    const gram = zeroMatrix(columns)
    const cross = new Float64Array(columns * k)
    const slope = new Float64Array(columns)
    const inner = zeroMatrix(k)
    const outcome = new Float64Array(k)
    let square = 0
    let logs = 0
    for (let i = 0; i < logRate.length; i++) {
      const d = creative ** 2 + (variance[i] ?? 0)
      const w = 1 / d
      const y = logRate[i] ?? 0
      logs += Math.log(d)
      square += w * y * y
      for (let a = 0; a < k; a++) {
        const x = w * (fixed[a]?.[i] ?? 0)
        if (x === 0) continue
        outcome[a] = (outcome[a] ?? 0) + x * y
        for (let b = 0; b <= a; b++)
          inner.values[a * k + b] = (inner.values[a * k + b] ?? 0) + x * (fixed[b]?.[i] ?? 0)
      }
      const end = start[i + 1] ?? 0
      for (let m = start[i] ?? 0; m < end; m++) {
        const own = column[m] ?? 0
        const z = w * (weight[m] ?? 0)
        slope[own] = (slope[own] ?? 0) + z * y
        for (let a = 0; a < k; a++) cross[own * k + a] = (cross[own * k + a] ?? 0) + z * (fixed[a]?.[i] ?? 0)
        const row = own * columns
        for (let l = start[i] ?? 0; l <= m; l++) {
          const at = row + (column[l] ?? 0)
          gram.values[at] = (gram.values[at] ?? 0) + z * (weight[l] ?? 0)
        }
      }
    }
    const lower = cholesky(inner) ?? identity(k)
    for (let a = 0; a < k; a++) logs += 2 * Math.log(entry(lower, a, a))
    const fitted = outcome.slice()
    solveInPlace(lower, fitted, 0)
    square -= outcome.reduce((sum, x, a) => sum + x * (fitted[a] ?? 0), 0)
    const solved = new Float64Array(k)
    for (let m = 0; m < columns; m++) {
      solved.set(cross.subarray(m * k, (m + 1) * k))
      for (let a = 0; a < k; a++) slope[m] = (slope[m] ?? 0) - (solved[a] ?? 0) * (fitted[a] ?? 0)
      solveInPlace(lower, solved, 0)
      for (let l = 0; l <= m; l++) {
        let sum = 0
        for (let a = 0; a < k; a++) sum += (solved[a] ?? 0) * (cross[l * k + a] ?? 0)
        gram.values[m * columns + l] = (gram.values[m * columns + l] ?? 0) - sum
      }
    }
    this.reduced = new Tridiagonal(gram)
    this.slope = this.reduced.turn(slope)
    this.rest = logs + square
  }

  /** Restricted log likelihood when elements spread by this much. */
  logLikelihood(element: number): number {
    const s = element ** 2
    const shifted = this.reduced.shifted(s)
    return -0.5 * (this.rest + shifted.logDeterminant - s * dot(this.slope, shifted.solve(this.slope)))
  }

  /** A contrast in the reduced coordinates, to ask for several spreads. */
  reduce(contrast: Contrast): Float64Array {
    const full = new Float64Array(this.reduced.size)
    for (const [k, weight] of contrast) full[k] = weight
    return this.reduced.turn(full)
  }

  /** What is known of a reduced contrast when elements spread by this much. */
  read(reduced: Float64Array, element: number): ContrastFit {
    const s = element ** 2
    const solved = this.reduced.shifted(s).solve(reduced)
    const pull = dot(solved, this.slope)
    const left = dot(solved, reduced)
    const size = dot(reduced, reduced)
    // In units of a direction of length 1: information of the data on it, and how much of that other elements leave.
    const information = dot(this.reduced.times(reduced), solved) / size
    return {
      mean: s * pull,
      variance: s * left,
      free: information > 0 ? { estimate: pull / information, variance: left / information } : null,
    }
  }

  /** Means of all coefficients. */
  means(element: number): Float64Array {
    const s = element ** 2
    return this.reduced.turnBack(this.reduced.shifted(s).solve(this.slope)).map((x) => s * x)
  }
}

function identity(size: number) {
  const matrix = zeroMatrix(size)
  for (let k = 0; k < size; k++) matrix.values[k * size + k] = 1
  return matrix
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += (a[k] ?? 0) * (b[k] ?? 0)
  return sum
}
