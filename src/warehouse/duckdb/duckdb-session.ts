import type { DuckDBConnection } from '@duckdb/node-api'
import type { Session, SqlAnswer, SqlCell, SqlRow, SqlValue } from '../warehouse.ts'
import { duckdbDialect } from './dialect.ts'
import { insertRows } from './insert-rows.ts'
import { identifier } from './literal.ts'
import { readVector } from './read-vector.ts'

/** Rows of one query on a connection, as plain JavaScript. */
export async function readAll(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly SqlValue[],
): Promise<SqlAnswer> {
  const result = await connection.run(sql, [...parameters])
  const columns = result.columnNames()
  const rows: SqlRow[] = []
  for (;;) {
    const chunk = await result.fetchChunk()
    // Asked once: it is a call into the engine.
    const count = chunk?.rowCount ?? 0
    if (chunk === null || count === 0) return { columns, rows }
    const cells = columns.map((column, index) => ({
      column,
      values: readVector(chunk.getColumnVector(index)),
    }))
    for (let place = 0; place < count; place += 1) {
      const row: Record<string, SqlCell> = {}
      for (const { column, values } of cells) row[column] = values[place] ?? null
      rows.push(row)
    }
  }
}

/** A connection that is inside a transaction. */
export class DuckdbSession implements Session {
  readonly dialect = duckdbDialect
  readonly #connection: DuckDBConnection

  constructor(connection: DuckDBConnection) {
    this.#connection = connection
  }

  query(sql: string, parameters: readonly SqlValue[] = []): Promise<SqlAnswer> {
    return readAll(this.#connection, sql, parameters)
  }

  table(name: string): string {
    return identifier(name)
  }

  async step(name: string, sql: string): Promise<string> {
    await this.#connection.run(`CREATE OR REPLACE TEMP TABLE ${identifier(name)} AS ${sql}`)
    return identifier(name)
  }

  async refillTable(table: string, columns: readonly string[], queries: readonly string[]): Promise<void> {
    await this.#connection.run(`DELETE FROM ${identifier(table)}`)
    for (const query of queries) await this.#insert(table, columns, query)
  }

  async refillLoads(
    table: string,
    columns: readonly string[],
    loads: readonly number[],
    query: string,
  ): Promise<void> {
    await this.#connection.run(
      `DELETE FROM ${identifier(table)} WHERE load IN (${loads.join(', ') || 'NULL'})`,
    )
    await this.#insert(table, columns, query)
  }

  async #insert(table: string, columns: readonly string[], query: string): Promise<void> {
    await this.#connection.run(
      `INSERT INTO ${identifier(table)} (${columns.map(identifier).join(', ')}) ${query}`,
    )
  }

  async replaceTable(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    await this.#connection.run(`DELETE FROM ${identifier(table)}`)
    await insertRows(this.#connection, table, columns, rows)
  }
}
