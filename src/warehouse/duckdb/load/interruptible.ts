import type { DuckDBConnection } from '@duckdb/node-api'

/** Work on a connection whose running statement ends as soon as the signal is given; it throws the signal's reason then. */
export async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (signal === undefined) return work()
  signal.throwIfAborted()
  const interrupt = () => connection.interrupt()
  signal.addEventListener('abort', interrupt)
  try {
    const result = await work()
    signal.throwIfAborted()
    return result
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    signal.removeEventListener('abort', interrupt)
  }
}
