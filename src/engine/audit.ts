import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { jsonText } from './state-database.ts'

const LONGEST_DETAIL = 4000

const Row = z.object({
  number: z.number(),
  at: z.string(),
  who: z.string(),
  what: z.string(),
  detail: jsonText(z.unknown()),
  outcome: z.string(),
})

/** One thing somebody did, or tried to do. */
export interface AuditEntry {
  readonly number: number
  readonly at: string
  readonly who: string
  readonly what: string
  readonly detail: unknown
  /** `done`, or the code of the error that stopped it. */
  readonly outcome: string
}

function shorten(detail: unknown): string {
  const text = JSON.stringify(detail ?? {})
  return text.length <= LONGEST_DETAIL ? text : JSON.stringify({ shortened: text.slice(0, LONGEST_DETAIL) })
}

/** Who changed what and when: appended, never changed. */
export class Audit {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS audit (
      number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
      detail TEXT NOT NULL, outcome TEXT NOT NULL)`)
  }

  add({ who, what, detail, outcome }: Omit<AuditEntry, 'number' | 'at'>): void {
    this.#state
      .prepare('INSERT INTO audit (at, who, what, detail, outcome) VALUES (?, ?, ?, ?, ?)')
      .run(new Date().toISOString(), who, what, shorten(detail), outcome)
  }

  /** Newest first, and how many there are in all. */
  read(limit: number, offset: number): { readonly entries: readonly AuditEntry[]; readonly total: number } {
    const entries = this.#state
      .prepare(
        'SELECT number, at, who, what, detail, outcome FROM audit ORDER BY number DESC LIMIT ? OFFSET ?',
      )
      .all(limit, offset)
      .map((row) => Row.parse(row))
    const counted = this.#state.prepare('SELECT count(*) AS total FROM audit').get()
    return { entries, total: z.object({ total: z.number() }).parse(counted).total }
  }
}
