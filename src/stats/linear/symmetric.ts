/** Row-major square matrix. */
export interface SquareMatrix {
  readonly size: number
  readonly values: Float64Array
}

export function zeroMatrix(size: number): SquareMatrix {
  return { size, values: new Float64Array(size * size) }
}

export function entry(matrix: SquareMatrix, row: number, column: number): number {
  return matrix.values[row * matrix.size + column] ?? 0
}

/** Inverse of a symmetric positive definite matrix by Cholesky, or null when it is not positive definite. */
export function invertPositive(matrix: SquareMatrix): SquareMatrix | null {
  const n = matrix.size
  const lower = cholesky(matrix)
  if (lower === null) return null
  const inverse = zeroMatrix(n)
  const column = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    column.fill(0)
    column[j] = 1
    solveInPlace(lower, column, j)
    for (let i = 0; i < n; i++) inverse.values[i * n + j] = column[i] ?? 0
  }
  return inverse
}

/** The x with matrix · x = right for a symmetric positive definite matrix, or null when it is not positive definite. */
export function solvePositive(matrix: SquareMatrix, right: Float64Array): Float64Array | null {
  const lower = cholesky(matrix)
  if (lower === null) return null
  const x = right.slice()
  solveInPlace(lower, x, 0)
  return x
}

/**
 * Pseudo-inverse of a symmetric matrix whose only null vector is (1, …, 1), as of contrasts between strata; null when it has
 * more null vectors. One row is grounded, which keeps digits when rows differ by many orders of magnitude.
 */
export function invertContrasts(matrix: SquareMatrix): SquareMatrix | null {
  const n = matrix.size
  const ground = groundOf(matrix)
  const inner = invertPositive(grounded(matrix, ground))
  if (inner === null) return null
  const full = zeroMatrix(n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i !== ground && j !== ground)
        full.values[i * n + j] = entry(inner, skip(i, ground), skip(j, ground))
    }
  }
  return centred(full)
}

/** An x with matrix · x = right, for a matrix whose only null vector is (1, …, 1) and Σ right = 0; one entry of it is 0. */
export function solveContrasts(matrix: SquareMatrix, right: Float64Array): Float64Array | null {
  const ground = groundOf(matrix)
  const inner = solvePositive(
    grounded(matrix, ground),
    right.filter((_, i) => i !== ground),
  )
  return inner === null ? null : right.map((_, i) => (i === ground ? 0 : (inner[skip(i, ground)] ?? 0)))
}

function groundOf(matrix: SquareMatrix): number {
  let ground = 0
  for (let i = 1; i < matrix.size; i++) if (entry(matrix, i, i) > entry(matrix, ground, ground)) ground = i
  return ground
}

function skip(i: number, ground: number): number {
  return i < ground ? i : i - 1
}

function grounded(matrix: SquareMatrix, ground: number): SquareMatrix {
  const inner = zeroMatrix(matrix.size - 1)
  for (let i = 0; i < matrix.size; i++) {
    for (let j = 0; j < matrix.size; j++) {
      if (i === ground || j === ground) continue
      inner.values[skip(i, ground) * inner.size + skip(j, ground)] = entry(matrix, i, j)
    }
  }
  return inner
}

function centred(matrix: SquareMatrix): SquareMatrix {
  const n = matrix.size
  const means = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0
    for (let j = 0; j < n; j++) sum += entry(matrix, i, j)
    return sum / n
  })
  const whole = means.reduce((a, b) => a + b, 0) / n
  return {
    size: n,
    values: matrix.values.map(
      (value, k) => value - (means[Math.floor(k / n)] ?? 0) - (means[k % n] ?? 0) + whole,
    ),
  }
}

/** left · middle · left for symmetric matrices of one size. */
export function sandwich(left: SquareMatrix, middle: SquareMatrix): SquareMatrix {
  return multiply(multiply(left, middle), left)
}

function multiply(a: SquareMatrix, b: SquareMatrix): SquareMatrix {
  const n = a.size
  const product = zeroMatrix(n)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = entry(a, i, k)
      if (factor === 0) continue
      for (let j = 0; j < n; j++) product.values[i * n + j] = entry(product, i, j) + factor * entry(b, k, j)
    }
  }
  return product
}

/** Lower triangle L with L · Lᵀ = matrix, or null when the matrix is not positive definite. */
export function cholesky(matrix: SquareMatrix): SquareMatrix | null {
  const n = matrix.size
  const lower = zeroMatrix(n)
  const l = lower.values
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = entry(matrix, i, j)
      for (let k = 0; k < j; k++) sum -= (l[i * n + k] ?? 0) * (l[j * n + k] ?? 0)
      if (i > j) l[i * n + j] = sum / (l[j * n + j] ?? 1)
      else if (sum > 0) l[i * n + i] = Math.sqrt(sum)
      else return null
    }
  }
  return lower
}

/** Turns x into the solution of L · Lᵀ · y = x; `from` is the first entry of x that is not zero. */
export function solveInPlace(lower: SquareMatrix, x: Float64Array, from: number): void {
  const n = lower.size
  for (let i = from; i < n; i++) {
    let sum = x[i] ?? 0
    for (let k = from; k < i; k++) sum -= entry(lower, i, k) * (x[k] ?? 0)
    x[i] = sum / entry(lower, i, i)
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] ?? 0
    for (let k = i + 1; k < n; k++) sum -= entry(lower, k, i) * (x[k] ?? 0)
    x[i] = sum / entry(lower, i, i)
  }
}
