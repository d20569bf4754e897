import { PermilleError } from '#schema/error.ts'
import { Connections } from './connections.ts'
import type { DuckDBConnection, DuckDBInstance } from './driver.ts'

const QUERIES_AT_ONCE = 3

type Reading<T> = (connection: DuckDBConnection) => Promise<T>

/** Whether DuckDB had no memory left: all questions of an instance share its limit. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Out of Memory Error')
}

/** Lends connections for questions, several at once; what lacked memory beside the others is asked again alone. */
export class Readers {
  readonly #connections: Connections
  #alone: Promise<unknown> = Promise.resolve()

  constructor(instance: DuckDBInstance) {
    this.#connections = new Connections(instance, QUERIES_AT_ONCE)
  }

  async use<T>(reading: Reading<T>): Promise<T> {
    try {
      return await this.#connections.use(reading)
    } catch (error) {
      if (!isOutOfMemory(error)) throw error
    }
    const again = this.#alone.then(() => this.#readAlone(reading))
    this.#alone = again.catch(() => {})
    return again
  }

  async #readAlone<T>(reading: Reading<T>): Promise<T> {
    try {
      return await this.#connections.lendAll(reading)
    } catch (error) {
      if (!isOutOfMemory(error)) throw error
      throw new PermilleError('unavailable', 'the database may not take the memory this question needs', {
        remedy: 'ask for fewer days or rows, or set PERMILLE_MEMORY higher, e.g. 4GB',
        cause: error,
      })
    }
  }

  close(): void {
    this.#connections.close()
  }
}
