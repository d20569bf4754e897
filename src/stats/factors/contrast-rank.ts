import { type SquareMatrix, zeroMatrix } from '../linear/symmetric.ts'

const NOTHING = 1e-9

/** Products of columns summed over arms, each test around its own mean: what contrasts inside tests say about columns. */
export function contrastProducts(
  tests: readonly (readonly (readonly number[])[])[],
  columns: number,
): SquareMatrix {
  const matrix = zeroMatrix(columns)
  const { values } = matrix
  for (const arms of tests) {
    const sums = new Map<number, number>()
    for (const own of arms) {
      for (const i of own) {
        sums.set(i, (sums.get(i) ?? 0) + 1)
        for (const j of own) values[i * columns + j] = (values[i * columns + j] ?? 0) + 1
      }
    }
    for (const [i, a] of sums)
      for (const [j, b] of sums)
        values[i * columns + j] = (values[i * columns + j] ?? 0) - (a * b) / arms.length
  }
  return matrix
}

/** Number of independent contrasts that the chosen columns hold. */
export function contrastRank(products: SquareMatrix, chosen: readonly number[]): number {
  const rows = chosen.map((i) =>
    Float64Array.from(chosen, (j) => products.values[i * products.size + j] ?? 0),
  )
  const left = new Set(rows.keys())
  let rank = 0
  while (left.size > 0) {
    let pivot = -1
    let most = NOTHING
    for (const k of left) {
      const size = rows[k]?.[k] ?? 0
      if (size > most) [pivot, most] = [k, size]
    }
    if (pivot < 0) break
    left.delete(pivot)
    rank++
    const lead = rows[pivot] ?? new Float64Array()
    for (const k of left) {
      const row = rows[k]
      if (row === undefined) continue
      const factor = (row[pivot] ?? 0) / most
      if (factor !== 0) for (let j = 0; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (lead[j] ?? 0)
    }
  }
  return rank
}
