import type { DuckDBInstance } from '@duckdb/node-api'
import type { CodedAnswer, CodedQuestion } from '../coded-answer.ts'
import { forgottenSql } from '../forgotten-touches.ts'
import type { LoadOutcome, LoadPlan } from '../load-plan.ts'
import type {
  AskedSql,
  CopyOptions,
  CopyOutcome,
  Derive,
  ForgottenTouches,
  LoadOptions,
  Session,
  SqlAnswer,
  SqlValue,
  Warehouse,
} from '../warehouse.ts'
import { askSql } from './ask/ask-sql.ts'
import { Connections } from './connections.ts'
import { copyDatabase } from './copy-database.ts'
import { duckdbDialect } from './dialect.ts'
import { DuckdbSession, readAll } from './duckdb-session.ts'
import { textLiteral } from './literal.ts'
import { fillTouches } from './load/fill-touches.ts'
import { loadTable } from './load/load-table.ts'
import { undoLoad } from './load/undo-load.ts'
import { type DuckdbFiles, type OpenInstance, openInstance } from './open-instance.ts'
import { parquetCopy } from './parquet-copy.ts'
import { readCoded } from './read-coded.ts'
import { Readers } from './readers.ts'
import { inTransaction } from './transaction.ts'

class DuckdbWarehouse implements Warehouse {
  readonly dialect = duckdbDialect
  readonly #instance: DuckDBInstance
  readonly #readers: Readers
  /** DuckDB has many readers and one writer: changes queue here, so none ever meets a write conflict. */
  readonly #writer: Connections
  readonly #copier: Connections

  constructor({ instance, telling }: OpenInstance) {
    this.#instance = instance
    this.#readers = new Readers(instance)
    this.#writer = new Connections(instance, 1, telling)
    this.#copier = new Connections(instance, 1)
  }

  query(sql: string, parameters: readonly SqlValue[] = []): Promise<SqlAnswer> {
    return this.#readers.use((connection) => readAll(connection, sql, parameters))
  }

  queryCoded(question: CodedQuestion): Promise<CodedAnswer> {
    return this.#readers.use((connection) => readCoded(connection, question))
  }

  askSql(text: string, bounds: { limit: number; seconds: number }): Promise<AskedSql> {
    return this.#readers.use((connection) => askSql(connection, text, bounds))
  }

  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#writer.use((connection) =>
      inTransaction(connection, () => work(new DuckdbSession(connection))),
    )
  }

  load(plan: LoadPlan, options: LoadOptions): Promise<LoadOutcome> {
    return this.#writer.use((connection) => loadTable(connection, plan, options))
  }

  fillTouches(plan: LoadPlan, load: number): Promise<number> {
    return this.#writer.use((connection) => fillTouches(connection, plan, load))
  }

  forgetTouches(which: ForgottenTouches): Promise<number> {
    const sql = forgottenSql(which)
    if (sql === null) return Promise.resolve(0)
    return this.#writer.use(async (connection) => {
      const deleted = await inTransaction(connection, async () => {
        if (sql.cells !== null) await connection.run(`UPDATE quarantine SET value = NULL WHERE ${sql.cells}`)
        return connection.run(`DELETE FROM landed_touch WHERE ${sql.touches}`)
      })
      // Otherwise what was deleted stays in the log of the database until it is closed.
      await connection.run('CHECKPOINT').catch(() => {})
      return deleted.rowsChanged
    })
  }

  readFiles(sql: string): Promise<SqlAnswer> {
    return this.query(sql)
  }

  writeCsv(sql: string, path: string): Promise<void> {
    return this.#readers.use(async (connection) => {
      await connection.run(`COPY (${sql}) TO ${textLiteral(path)} (FORMAT csv, HEADER)`)
    })
  }

  writeParquet(sql: string, path: string, metadata: Readonly<Record<string, string>>): Promise<void> {
    return this.#readers.use(async (connection) => {
      await connection.run(parquetCopy(sql, path, metadata))
    })
  }

  undo(load: number, derive: Derive): Promise<void> {
    return this.#writer.use((connection) => undoLoad(connection, load, derive))
  }

  async copyTo(address: string, folder: string, options: CopyOptions): Promise<CopyOutcome> {
    const { copyLoads } = await import('../clickhouse/copy/copy-loads.ts')
    return this.#writer.use((connection) =>
      inTransaction(connection, () => copyLoads(connection, address, folder, options), {
        keep: false,
      }),
    )
  }

  /** One copy at a time, since it has a name of its own in the instance; changes go on meanwhile. */
  copyAside(path: string): Promise<number> {
    return this.#copier.use((connection) => copyDatabase(connection, path))
  }

  async close(): Promise<void> {
    this.#copier.close()
    this.#readers.close()
    this.#writer.close()
    this.#instance.closeSync()
  }
}

/** Opens the DuckDB store of a project; one instance per file and process, or rows are lost without an error. */
export async function openDuckdb(files: DuckdbFiles): Promise<Warehouse> {
  return new DuckdbWarehouse(await openInstance(files))
}
