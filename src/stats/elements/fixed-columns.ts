import { cholesky, type SquareMatrix, solveInPlace, zeroMatrix } from '../linear/symmetric.ts'

const LEAST_CREATIVES = 3
const NEW_SHARE = 1e-6
/** The first labels name the group of places rates were put on one mix in: levels of two groups say nothing of each other. */
const GROUP_LABELS = 2

/** Columns that are held fixed: 1, and a column for every label that enough creatives have; none of them depends on others. */
export function fixedColumns(within: readonly (readonly string[])[]): Float64Array[] {
  const kept: Float64Array[] = [new Float64Array(within.length).fill(1)]
  const depth = Math.max(0, ...within.map(({ length }) => length))
  for (let place = 0; place < depth; place++) {
    const counts = new Map<string, number>()
    for (const labels of within) {
      const label = labels[place] ?? ''
      counts.set(label, (counts.get(label) ?? 0) + 1)
    }
    const names = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    for (const [name, count] of names.slice(1)) {
      if (count < (place < GROUP_LABELS ? 1 : LEAST_CREATIVES)) continue
      const column = Float64Array.from(within, (labels) => Number((labels[place] ?? '') === name))
      if (unexplained(column, kept) > NEW_SHARE) kept.push(column)
    }
  }
  return kept
}

/** Share of a column's variation that the fixed columns do not explain; 0 for a column that does not vary. */
export function unexplained(column: Float64Array, fixed: readonly Float64Array[]): number {
  const lower = cholesky(products(fixed))
  const length = column.length
  const mean = column.reduce((sum, x) => sum + x, 0) / length
  const varies = column.reduce((sum, x) => sum + (x - mean) ** 2, 0)
  if (lower === null || varies === 0) return 0
  const right = Float64Array.from(fixed, (own) => dot(own, column))
  const solved = right.slice()
  solveInPlace(lower, solved, 0)
  return Math.max(0, (dot(column, column) - dot(right, solved)) / varies)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

function products(columns: readonly Float64Array[]): SquareMatrix {
  const matrix = zeroMatrix(columns.length)
  columns.forEach((a, k) => {
    columns.forEach((b, l) => {
      matrix.values[k * matrix.size + l] = dot(a, b)
    })
  })
  return matrix
}
