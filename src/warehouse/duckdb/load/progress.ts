import type { DuckDBConnection } from '@duckdb/node-api'
import type { LoadProgress } from '../../warehouse.ts'

const EVERY_MILLISECONDS = 200

/** The part of a load that a statement is, as it was seen to be: after the first look at the file, before what it replaces. */
export const STAGES = {
  texts: { from: 0.05, to: 0.3 },
  numbers: { from: 0.3, to: 0.8 },
} as const

/** Reports how far a load is, by how far the running statement of its connection is. */
export async function withProgress<T>(
  connection: DuckDBConnection,
  onProgress: LoadProgress | undefined,
  { from, to }: (typeof STAGES)[keyof typeof STAGES],
  work: () => Promise<T>,
): Promise<T> {
  if (onProgress === undefined) return work()
  const timer = setInterval(() => {
    // Its count of rows is of an estimate where the file is text.
    const { percentage } = connection.progress
    if (percentage < 0) return
    onProgress({ fraction: from + (to - from) * Math.min(1, percentage / 100), rows: 0 })
  }, EVERY_MILLISECONDS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
