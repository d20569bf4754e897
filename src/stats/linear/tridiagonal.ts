import type { SquareMatrix } from './symmetric.ts'

/** A symmetric matrix as Q · T · Qᵀ with T tridiagonal: every I + s · matrix is then solved in a few sweeps. */
export class Tridiagonal {
  readonly size: number
  private readonly diagonal: Float64Array
  private readonly beside: Float64Array
  private readonly reflectors: readonly Float64Array[]
  private readonly scales: readonly number[]

  /** Householder's reduction; reads the lower triangle, and uses up the matrix. */
  constructor({ size, values }: SquareMatrix) {
    this.size = size
    const beside = new Float64Array(Math.max(0, size - 1))
    const reflectors: Float64Array[] = []
    const scales: number[] = []
    for (let k = 0; k < size - 2; k++) {
      const length = size - k - 1
      const v = new Float64Array(length)
      let square = 0
      for (let i = 0; i < length; i++) {
        const x = values[(k + 1 + i) * size + k] ?? 0
        v[i] = x
        square += x * x
      }
      const first = v[0] ?? 0
      const norm = Math.sqrt(square)
      const alpha = first > 0 ? -norm : norm
      const rest = square - first * first
      beside[k] = norm === 0 ? 0 : alpha
      v[0] = first - alpha
      const own = rest + (first - alpha) ** 2
      const scale = own > 0 ? 2 / own : 0
      reflectors.push(v)
      scales.push(scale)
      if (scale > 0) reflect(values, size, k + 1, v, scale)
    }
    if (size > 1) beside[size - 2] = values[(size - 1) * size + size - 2] ?? 0
    this.diagonal = Float64Array.from({ length: size }, (_, k) => values[k * size + k] ?? 0)
    this.beside = beside
    this.reflectors = reflectors
    this.scales = scales
  }

  /** Qᵀ · x. */
  turn(x: Float64Array): Float64Array {
    const turned = x.slice()
    for (let k = 0; k < this.reflectors.length; k++) this.apply(k, turned)
    return turned
  }

  /** Q · x. */
  turnBack(x: Float64Array): Float64Array {
    const turned = x.slice()
    for (let k = this.reflectors.length - 1; k >= 0; k--) this.apply(k, turned)
    return turned
  }

  /** T · x. */
  times(x: Float64Array): Float64Array {
    return x.map(
      (own, k) =>
        own * (this.diagonal[k] ?? 0) +
        (k > 0 ? (this.beside[k - 1] ?? 0) * (x[k - 1] ?? 0) : 0) +
        (k + 1 < this.size ? (this.beside[k] ?? 0) * (x[k + 1] ?? 0) : 0),
    )
  }

  /** I + s · T, factored, for a positive semidefinite matrix and s ≥ 0. */
  shifted(s: number): ShiftedTridiagonal {
    return new ShiftedTridiagonal(this.diagonal, this.beside, s)
  }

  private apply(k: number, x: Float64Array): void {
    const v = this.reflectors[k] ?? x
    const from = k + 1
    let dot = 0
    for (let i = 0; i < v.length; i++) dot += (v[i] ?? 0) * (x[from + i] ?? 0)
    const move = dot * (this.scales[k] ?? 0)
    if (move !== 0) for (let i = 0; i < v.length; i++) x[from + i] = (x[from + i] ?? 0) - move * (v[i] ?? 0)
  }
}

function reflect(values: Float64Array, size: number, from: number, v: Float64Array, scale: number): void {
  const length = v.length
  const w = new Float64Array(length)
  for (let i = 0; i < length; i++) {
    const row = (from + i) * size + from
    const own = v[i] ?? 0
    let sum = (values[row + i] ?? 0) * own
    for (let j = 0; j < i; j++) {
      const x = values[row + j] ?? 0
      sum += x * (v[j] ?? 0)
      w[j] = (w[j] ?? 0) + x * own
    }
    w[i] = (w[i] ?? 0) + sum
  }
  let dot = 0
  for (let i = 0; i < length; i++) {
    w[i] = (w[i] ?? 0) * scale
    dot += (w[i] ?? 0) * (v[i] ?? 0)
  }
  const half = (scale * dot) / 2
  for (let i = 0; i < length; i++) w[i] = (w[i] ?? 0) - half * (v[i] ?? 0)
  for (let i = 0; i < length; i++) {
    const row = (from + i) * size + from
    const [a, b] = [v[i] ?? 0, w[i] ?? 0]
    for (let j = 0; j <= i; j++) values[row + j] = (values[row + j] ?? 0) - a * (w[j] ?? 0) - b * (v[j] ?? 0)
  }
}

/** I + s · T as L · D · Lᵀ with L bidiagonal. */
class ShiftedTridiagonal {
  readonly logDeterminant: number
  private readonly pivots: Float64Array
  private readonly below: Float64Array

  constructor(diagonal: Float64Array, beside: Float64Array, s: number) {
    const pivots = new Float64Array(diagonal.length)
    const below = new Float64Array(beside.length)
    let logDeterminant = 0
    for (let k = 0; k < pivots.length; k++) {
      let pivot = 1 + s * (diagonal[k] ?? 0)
      if (k > 0) {
        const off = s * (beside[k - 1] ?? 0)
        below[k - 1] = off / (pivots[k - 1] ?? 1)
        pivot -= off * (below[k - 1] ?? 0)
      }
      // Of a semidefinite matrix plus I, so below 1 by rounding alone.
      pivots[k] = Math.max(1e-12, pivot)
      logDeterminant += Math.log(pivots[k] ?? 1)
    }
    this.pivots = pivots
    this.below = below
    this.logDeterminant = logDeterminant
  }

  solve(right: Float64Array): Float64Array {
    const x = right.slice()
    for (let k = 1; k < x.length; k++) x[k] = (x[k] ?? 0) - (this.below[k - 1] ?? 0) * (x[k - 1] ?? 0)
    for (let k = x.length - 1; k >= 0; k--) {
      x[k] =
        (x[k] ?? 0) / (this.pivots[k] ?? 1) - (k + 1 < x.length ? (this.below[k] ?? 0) * (x[k + 1] ?? 0) : 0)
    }
    return x
  }
}
