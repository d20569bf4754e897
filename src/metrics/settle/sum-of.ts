import type { SqlRow } from '#warehouse/warehouse.ts'

/** The sum of a column of the store's rows, or `null` when no row has it. */
export function sumOf(rows: readonly SqlRow[], column: string): number | null {
  let sum: number | null = null
  for (const row of rows) {
    const value = row[column]
    if (typeof value === 'number') sum = (sum ?? 0) + value
  }
  return sum
}
