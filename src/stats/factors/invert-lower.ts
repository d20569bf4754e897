import { type SquareMatrix, solveInPlace, zeroMatrix } from '../linear/symmetric.ts'

/** Inverse of L · Lᵀ for a lower triangle L. */
export function invertLower(lower: SquareMatrix): SquareMatrix {
  const n = lower.size
  const inverse = zeroMatrix(n)
  for (let j = 0; j < n; j++) {
    const column = new Float64Array(n)
    column[j] = 1
    solveInPlace(lower, column, j)
    for (let i = 0; i < n; i++) inverse.values[i * n + j] = column[i] ?? 0
  }
  return inverse
}
