import type { DuckDBConnection } from '@duckdb/node-api'

/** Runs the work in one transaction; `keep: false` takes everything back after it succeeded. */
export async function inTransaction<T>(
  connection: DuckDBConnection,
  work: () => Promise<T>,
  { keep = true }: { keep?: boolean } = {},
): Promise<T> {
  await connection.run('BEGIN')
  let result: T
  try {
    result = await work()
  } catch (error) {
    await connection.run('ROLLBACK')
    throw error
  }
  await connection.run(keep ? 'COMMIT' : 'ROLLBACK')
  return result
}
