import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** Lends connections of one instance, a fixed number at a time, so that queries never fill the thread pool. */
export class Connections {
  readonly #instance: DuckDBInstance
  readonly #idle: DuckDBConnection[] = []
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = []
  #open = 0
  readonly #most: number

  /** `first` is lent before any other. */
  constructor(instance: DuckDBInstance, most: number, first?: DuckDBConnection) {
    this.#instance = instance
    this.#most = most
    if (first === undefined) return
    this.#idle.push(first)
    this.#open = 1
  }

  async use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.#borrow()
    try {
      return await work(connection)
    } finally {
      this.#giveBack(connection)
    }
  }

  /** Lends one connection while nobody has another; never two at a time, or each would wait for the other. */
  async lendAll<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const held: DuckDBConnection[] = []
    try {
      const first = await this.#borrow()
      held.push(first)
      while (held.length < this.#most) held.push(await this.#borrow())
      return await work(first)
    } finally {
      for (const connection of held) this.#giveBack(connection)
    }
  }

  #giveBack(connection: DuckDBConnection): void {
    const next = this.#waiting.shift()
    if (next) next(connection)
    else this.#idle.push(connection)
  }

  async #borrow(): Promise<DuckDBConnection> {
    const idle = this.#idle.pop()
    if (idle) return idle
    if (this.#open < this.#most) {
      this.#open += 1
      return this.#instance.connect()
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) connection.closeSync()
  }
}
