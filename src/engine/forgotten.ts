import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

const Row = z.object({ changes: z.number(), rows: z.number() })

/** What was deleted for good, as numbers: never whose it was. */
export interface ForgottenNumbers {
  /** How often something was. */
  readonly changes: number
  /** Rows taken out of kept originals. */
  readonly rows: number
}

/** How much was deleted from a project for good. */
export class Forgotten {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec('CREATE TABLE IF NOT EXISTS forgotten (at TEXT NOT NULL, rows INTEGER NOT NULL)')
  }

  add(rows: number): void {
    this.#state.prepare('INSERT INTO forgotten (at, rows) VALUES (?, ?)').run(new Date().toISOString(), rows)
  }

  numbers(): ForgottenNumbers {
    const row = this.#state
      .prepare('SELECT count(*) AS changes, coalesce(sum(rows), 0) AS rows FROM forgotten')
      .get()
    return Row.parse(row)
  }
}
