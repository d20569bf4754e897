import type { DuckDBConnection } from '@duckdb/node-api'
import type { LoadProgress } from '../../warehouse.ts'

const EVERY_MILLISECONDS = 200

/** Reports how far the running statement of a connection is, as a fraction. */
export async function withProgress<T>(
  connection: DuckDBConnection,
  onProgress: LoadProgress | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (onProgress === undefined) return work()
  const timer = setInterval(() => {
    const { percentage, rows_processed: rows } = connection.progress
    if (percentage >= 0) onProgress({ fraction: Math.min(1, percentage / 100), rows: Number(rows) })
  }, EVERY_MILLISECONDS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
