import type { DuckDBConnection } from '@duckdb/node-api'
import type { Session, SqlAnswer, SqlCell, SqlRow, SqlValue } from '../warehouse.ts'
import { identifier } from './literal.ts'
import { readValue } from './read-value.ts'

const ROWS_AT_ONCE = 500

/** Rows of one query on a connection, as plain JavaScript. */
export async function readAll(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly SqlValue[],
): Promise<SqlAnswer> {
  const reader = await connection.runAndReadAll(sql, [...parameters])
  const columns = reader.columnNames()
  const rows: SqlRow[] = reader.getRows().map((row) => {
    const object: Record<string, SqlCell> = {}
    for (const [index, column] of columns.entries()) object[column] = readValue(row[index] ?? null)
    return object
  })
  return { columns, rows }
}

/** A connection that is inside a transaction. */
export class DuckdbSession implements Session {
  readonly #connection: DuckDBConnection

  constructor(connection: DuckDBConnection) {
    this.#connection = connection
  }

  query(sql: string, parameters: readonly SqlValue[] = []): Promise<SqlAnswer> {
    return readAll(this.#connection, sql, parameters)
  }

  async run(sql: string, parameters: readonly SqlValue[] = []): Promise<void> {
    await this.#connection.run(sql, [...parameters])
  }

  async replaceTable(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    const target = `INSERT INTO ${identifier(table)} (${columns.map(identifier).join(', ')})`
    const placeholders = `(${columns.map(() => '?').join(', ')})`
    await this.run(`DELETE FROM ${identifier(table)}`)
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
      const batch = rows.slice(start, start + ROWS_AT_ONCE)
      await this.run(`${target} VALUES ${batch.map(() => placeholders).join(', ')}`, batch.flat())
    }
  }
}
