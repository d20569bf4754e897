import { availableParallelism } from 'node:os'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { PermilleError } from '#schema/error.ts'
import { readingViewStatements } from '../reading-views.ts'
import type { BeforeUpgrade } from '../warehouse.ts'
import { checkShape } from './check-shape.ts'
import { duckdbDialect } from './dialect.ts'
import { textLiteral } from './literal.ts'
import { MIGRATIONS, type Migration } from './migrations/index.ts'
import { inTransaction } from './transaction.ts'

export interface DuckdbFiles {
  /** The database file. */
  readonly database: string
  /** Folders DuckDB may read files from; everything else is closed to it. */
  readonly readable: readonly string[]
  /** Folder for what does not fit in memory. */
  readonly spill: string
  /** Most memory, as DuckDB writes it. */
  readonly memory: string
  /** What is done before tables of an earlier version are changed. */
  readonly beforeUpgrade?: BeforeUpgrade
}

async function migrate(connection: DuckDBConnection, migrations: readonly Migration[]): Promise<void> {
  for (const { version, statements } of migrations) {
    for (const statement of statements) await connection.run(statement)
    await connection.run(`INSERT INTO migration VALUES (${version}, now()::TIMESTAMP)`)
  }
  for (const statement of readingViewStatements(duckdbDialect)) await connection.run(statement)
}

/** An open database, and the one connection to it that tells how far its statements are. */
export interface OpenInstance {
  readonly instance: DuckDBInstance
  readonly telling: DuckDBConnection
}

/** Ends with everything in the one file. */
async function closeWhole(instance: DuckDBInstance, connection: DuckDBConnection): Promise<void> {
  await connection.run('CHECKPOINT')
  connection.closeSync()
  instance.closeSync()
}

/** An open database, migrated to this version, that can reach no other file and no network. */
export async function openInstance(files: DuckdbFiles): Promise<OpenInstance> {
  const instance = await DuckDBInstance.create(files.database, {
    threads: String(availableParallelism()),
    memory_limit: files.memory,
  })
  const connection = await instance.connect()
  let isClosed = false
  try {
    for (const setting of [
      `temp_directory = ${textLiteral(files.spill)}`,
      'preserve_insertion_order = false',
      // The next three are a connection’s own, and locked afterwards.
      'enable_progress_bar = true',
      'enable_progress_bar_print = false',
      // Otherwise nothing is told of the first two seconds of a statement, and of many no more at all.
      'progress_bar_time = 0',
      `allowed_directories = [${files.readable.map((folder) => textLiteral(`${folder}/`)).join(', ')}]`,
      'enable_external_access = false',
      'autoinstall_known_extensions = false',
      'autoload_known_extensions = false',
      'lock_configuration = true',
    ]) {
      await connection.run(`SET ${setting}`)
    }
    await connection.run(
      'CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, applied_at TIMESTAMP)',
    )
    const applied = await connection.runAndReadAll(
      'SELECT coalesce(max(version), 0)::INTEGER AS v FROM migration',
    )
    const current = Number(applied.getRows()[0]?.[0] ?? 0)
    const newest = MIGRATIONS.at(-1)?.version ?? 0
    if (current > newest) {
      throw new PermilleError('unsupported', 'this project was last used by a newer permille', {
        remedy: 'update permille, or open a backup made with this version',
      })
    }
    if (current > 0) {
      await checkShape(
        connection,
        MIGRATIONS.filter(({ version }) => version <= current),
      )
    }
    const missing = MIGRATIONS.filter(({ version }) => version > current)
    const { beforeUpgrade, ...opened } = files
    if (current > 0 && beforeUpgrade !== undefined && (missing.length > 0 || beforeUpgrade.isDue)) {
      await closeWhole(instance, connection)
      isClosed = true
      await beforeUpgrade.run(current)
      return await openInstance(opened)
    }
    if (missing.length > 0) await inTransaction(connection, () => migrate(connection, missing))
  } catch (error) {
    if (!isClosed) {
      connection.closeSync()
      instance.closeSync()
    }
    throw error
  }
  return { instance, telling: connection }
}
