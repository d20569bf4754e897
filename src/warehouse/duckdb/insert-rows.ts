import type { DuckDBConnection } from '@duckdb/node-api'
import type { SqlValue } from '../warehouse.ts'
import { identifier } from './literal.ts'

const ROWS_AT_ONCE = 500

/** Writes rows into these columns of a table, many with each statement. */
export async function insertRows(
  connection: DuckDBConnection,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  const target = `INSERT INTO ${identifier(table)} (${columns.map(identifier).join(', ')})`
  const placeholders = `(${columns.map(() => '?').join(', ')})`
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const batch = rows.slice(start, start + ROWS_AT_ONCE)
    await connection.run(`${target} VALUES ${batch.map(() => placeholders).join(', ')}`, batch.flat())
  }
}
