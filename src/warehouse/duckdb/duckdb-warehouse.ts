import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { LoadOutcome, LoadPlan } from '../load-plan.ts'
import type { LoadOptions, SqlAnswer, SqlCell, SqlRow, SqlValue, Warehouse } from '../warehouse.ts'
import { Connections } from './connections.ts'
import { duckdbDialect } from './dialect.ts'
import { identifier, textLiteral } from './literal.ts'
import { loadTable } from './load/load-table.ts'
import { undoLoad } from './load/undo-load.ts'
import { type DuckdbFiles, openInstance } from './open-instance.ts'
import { readValue } from './read-value.ts'
import { inTransaction } from './transaction.ts'

const QUERIES_AT_ONCE = 3

async function readAll(
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

class DuckdbWarehouse implements Warehouse {
  readonly dialect = duckdbDialect
  readonly #instance: DuckDBInstance
  readonly #readers: Connections
  /** DuckDB has many readers and one writer: changes queue here, so none ever meets a write conflict. */
  readonly #writer: Connections

  constructor(instance: DuckDBInstance) {
    this.#instance = instance
    this.#readers = new Connections(instance, QUERIES_AT_ONCE)
    this.#writer = new Connections(instance, 1)
  }

  query(sql: string, parameters: readonly SqlValue[] = []): Promise<SqlAnswer> {
    return this.#readers.use((connection) => readAll(connection, sql, parameters))
  }

  change(statements: readonly { sql: string; parameters?: readonly SqlValue[] }[]): Promise<void> {
    return this.#writer.use((connection) =>
      inTransaction(connection, async () => {
        for (const { sql, parameters } of statements) await connection.run(sql, [...(parameters ?? [])])
      }),
    )
  }

  replaceTable(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    const target = `INSERT INTO ${identifier(table)} (${columns.map(identifier).join(', ')})`
    return this.#writer.use((connection) =>
      inTransaction(connection, async () => {
        await connection.run(`DELETE FROM ${identifier(table)}`)
        const placeholders = `(${columns.map(() => '?').join(', ')})`
        for (let start = 0; start < rows.length; start += 500) {
          const batch = rows.slice(start, start + 500)
          await connection.run(`${target} VALUES ${batch.map(() => placeholders).join(', ')}`, batch.flat())
        }
      }),
    )
  }

  load(plan: LoadPlan, options: LoadOptions): Promise<LoadOutcome> {
    return this.#writer.use((connection) => loadTable(connection, plan, options))
  }

  writeCsv(sql: string, path: string): Promise<void> {
    return this.#readers.use(async (connection) => {
      await connection.run(`COPY (${sql}) TO ${textLiteral(path)} (FORMAT csv, HEADER)`)
    })
  }

  undo(load: number): Promise<void> {
    return this.#writer.use((connection) => undoLoad(connection, load))
  }

  async close(): Promise<void> {
    this.#readers.close()
    this.#writer.close()
    this.#instance.closeSync()
  }
}

/** Opens the DuckDB store of a project; one instance per file and process, or rows are lost without an error. */
export async function openDuckdb(files: DuckdbFiles): Promise<Warehouse> {
  return new DuckdbWarehouse(await openInstance(files))
}
