import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PermilleError } from '#schema/error.ts'
import { type CodedAnswer, type CodedQuestion, codeRows } from '../coded-answer.ts'
import { Connections } from '../duckdb/connections.ts'
import type { DuckDBConnection, DuckDBInstance } from '../duckdb/driver.ts'
import { readAll } from '../duckdb/duckdb-session.ts'
import { textLiteral } from '../duckdb/literal.ts'
import { refusalOf } from '../duckdb/load/read-rows.ts'
import { type OpenInstance, openInstance } from '../duckdb/open-instance.ts'
import { parquetCopy } from '../duckdb/parquet-copy.ts'
import { inTransaction } from '../duckdb/transaction.ts'
import type { LoadOutcome, LoadPlan } from '../load-plan.ts'
import type {
  AskedSql,
  BeforeUpgrade,
  CopyOutcome,
  Derive,
  ForgottenTouches,
  LoadOptions,
  Session,
  SqlAnswer,
  SqlValue,
  Warehouse,
} from '../warehouse.ts'
import { readAddress } from './address.ts'
import { askSql } from './ask/ask-sql.ts'
import { cleanUp } from './clean-up.ts'
import { ClickhouseSession } from './clickhouse-session.ts'
import { clickhouseDialect } from './dialect.ts'
import { forgetTouches } from './forget-touches.ts'
import { fillTouches } from './load/fill-touches.ts'
import { loadTable } from './load/load-table.ts'
import type { Shipment } from './load/send-load.ts'
import { undoLoad } from './load/undo-load.ts'
import type { ClickhouseNode } from './node.ts'
import { openNodes } from './open-nodes.ts'
import { publish, readPublished } from './publication.ts'
import { refusal } from './refusal.ts'

/** Folders and memory of the DuckDB that reads files before they are sent. */
export interface DeskFiles {
  readonly readable: readonly string[]
  /** Folder for what is on its way; emptied by whoever opens the store. */
  readonly spill: string
  readonly memory: string
  /** What is done before tables of an earlier version are changed. */
  readonly beforeUpgrade?: BeforeUpgrade
}

const TRIES = 5
/** Milliseconds within which changes are not cleaned up after again. */
const CLEANED_EVERY = 60_000

class ClickhouseWarehouse implements Warehouse {
  readonly dialect = clickhouseDialect
  readonly #nodes: readonly ClickhouseNode[]
  readonly #first: ClickhouseNode
  readonly #isCluster: boolean
  readonly #instance: DuckDBInstance
  readonly #desk: Connections
  readonly #folder: string
  /** Changes queue here: one process writes one at a time. */
  #last: Promise<unknown> = Promise.resolve()
  #cleanedAt = Number.NEGATIVE_INFINITY

  constructor(
    nodes: readonly ClickhouseNode[],
    first: ClickhouseNode,
    isCluster: boolean,
    { instance, telling }: OpenInstance,
    folder: string,
  ) {
    this.#nodes = nodes
    this.#first = first
    this.#isCluster = isCluster
    this.#instance = instance
    this.#desk = new Connections(instance, 2, telling)
    this.#folder = folder
  }

  query(sql: string, parameters: readonly SqlValue[] = []): Promise<SqlAnswer> {
    return this.#first.query(sql, parameters)
  }

  async queryCoded(question: CodedQuestion): Promise<CodedAnswer> {
    return codeRows(await this.query(question.sql, question.parameters), question)
  }

  async askSql(text: string, bounds: { limit: number; seconds: number }): Promise<AskedSql> {
    try {
      return await askSql(this.#first, text, bounds)
    } catch (error) {
      throw refusal(this.#first.url, error)
    }
  }

  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      for (let attempt = 1; ; attempt += 1) {
        const seen = await readPublished(this.#first)
        const session = new ClickhouseSession(this.#first, seen, seen.loads)
        try {
          const result = await work(session)
          if (session.hasChanged) {
            await publish(this.#first, seen, { load: null, undone: null, tables: session.tables })
            await this.#cleanUpAgain()
          }
          return result
        } catch (error) {
          const isOvertaken = error instanceof PermilleError && error.code === 'conflict'
          if (!isOvertaken || attempt === TRIES) throw error
        } finally {
          await session.end()
        }
      }
    })
  }

  load(plan: LoadPlan, options: LoadOptions): Promise<LoadOutcome> {
    return this.#inTurn(() =>
      this.#desk.use(async (connection) => {
        try {
          const work = () => loadTable(this.#shipment(connection), this.#first, plan, options)
          const outcome = await inTransaction(connection, work, { keep: false })
          if (options.commit) await this.#cleanUpAgain()
          return outcome
        } catch (error) {
          throw refusalOf(plan, error)
        }
      }),
    )
  }

  fillTouches(plan: LoadPlan, load: number): Promise<number> {
    return this.#inTurn(() =>
      this.#desk.use((connection) => {
        const work = () => fillTouches(this.#shipment(connection), this.#first, plan, load)
        return inTransaction(connection, work, { keep: false })
      }),
    )
  }

  forgetTouches(which: ForgottenTouches): Promise<number> {
    return this.#inTurn(() => forgetTouches(this.#nodes, this.#isCluster, which))
  }

  #shipment(connection: DuckDBConnection): Shipment {
    return {
      connection,
      folder: this.#folder,
      nodes: this.#nodes,
      isCluster: this.#isCluster,
      token: randomUUID(),
    }
  }

  readFiles(sql: string): Promise<SqlAnswer> {
    return this.#desk.use((connection) => readAll(connection, sql, []))
  }

  writeCsv(sql: string, path: string): Promise<void> {
    return this.#desk.use(async (connection) => {
      await connection.run(`COPY (${sql}) TO ${textLiteral(path)} (FORMAT csv, HEADER)`)
    })
  }

  writeParquet(sql: string, path: string, metadata: Readonly<Record<string, string>>): Promise<void> {
    return this.#desk.use(async (connection) => {
      await connection.run(parquetCopy(sql, path, metadata))
    })
  }

  undo(load: number, derive: Derive): Promise<void> {
    return this.#inTurn(async () => {
      await undoLoad(this.#first, load, derive)
      await this.#cleanUp()
    })
  }

  copyTo(): Promise<CopyOutcome> {
    return Promise.reject(
      new PermilleError('unsupported', 'ClickHouse cannot be copied into another store', {
        remedy: 'import the kept originals into a project that names the other store',
      }),
    )
  }

  copyAside(): Promise<null> {
    return Promise.resolve(null)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => {})
    return turn
  }

  /** Nothing depends on when it is done: a failure is tried again after the next change. */
  async #cleanUp(): Promise<void> {
    this.#cleanedAt = Date.now()
    await cleanUp(this.#nodes, this.#isCluster).catch(() => {})
  }

  /** Cleans up unless that was done a moment ago: what is left over is not removed before it is an hour old. */
  async #cleanUpAgain(): Promise<void> {
    if (Math.abs(Date.now() - this.#cleanedAt) >= CLEANED_EVERY) await this.#cleanUp()
  }

  async close(): Promise<void> {
    await this.#last
    await Promise.all(this.#nodes.map((node) => node.close()))
    this.#desk.close()
    this.#instance.closeSync()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** Opens the ClickHouse store at an address; files are read by a DuckDB of its own on this machine. */
export async function openClickhouse(url: string, files: DeskFiles): Promise<Warehouse> {
  const address = readAddress(url)
  const nodes = await openNodes(address, files.beforeUpgrade)
  const [first] = nodes
  if (first === undefined) throw new PermilleError('usage', 'the address of ClickHouse names no host')
  const folder = join(files.spill, 'desk')
  await mkdir(folder, { recursive: true })
  const desk = await openInstance({
    database: join(folder, 'desk.duckdb'),
    readable: [...files.readable, folder],
    spill: files.spill,
    memory: files.memory,
  })
  return new ClickhouseWarehouse(nodes, first, address.cluster !== null, desk, folder)
}
