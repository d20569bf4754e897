import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type Postback, readPostback } from '#connectors/skan/postback.ts'

const Kept = z.object({ body: z.string() })
const Day = z.object({ day: z.string(), last: z.number() })

/** Every postback that arrived and was Apple's, once, as it arrived. */
export class PostbackLog {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS postback (
      number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, day TEXT NOT NULL, receivedAt TEXT NOT NULL, body TEXT NOT NULL)`)
    state.exec('CREATE INDEX IF NOT EXISTS postback_day ON postback (day)')
    state.exec('CREATE TABLE IF NOT EXISTS postback_stored (day TEXT PRIMARY KEY, last INTEGER NOT NULL)')
  }

  /** Keeps a postback; false for a copy of one that is known. */
  keep({ id }: Postback, body: string, at: Date): boolean {
    const { changes } = this.#state
      .prepare('INSERT OR IGNORE INTO postback (id, day, receivedAt, body) VALUES (?, ?, ?, ?)')
      .run(id, at.toISOString().slice(0, 10), at.toISOString(), body)
    return Number(changes) === 1
  }

  /** Days with postbacks that are not among the rows yet, and the number of the last one of each. */
  unstored(): readonly z.infer<typeof Day>[] {
    return this.#state
      .prepare(
        `SELECT p.day AS day, max(p.number) AS last FROM postback p LEFT JOIN postback_stored s ON s.day = p.day
         GROUP BY p.day HAVING max(p.number) > coalesce(max(s.last), 0) ORDER BY p.day`,
      )
      .all()
      .map((row) => Day.parse(row))
  }

  /** The postbacks of a day, up to a number. */
  ofDay(day: string, last: number): readonly Postback[] {
    return this.#state
      .prepare('SELECT body FROM postback WHERE day = ? AND number <= ? ORDER BY number')
      .all(day, last)
      .flatMap((row) => {
        const read = readPostback(Kept.parse(row).body)
        return read.kind === 'postback' ? [read.postback] : []
      })
  }

  /** Remembers that a day is stored, up to a number. */
  stored(day: string, last: number): void {
    this.#state.prepare('INSERT OR REPLACE INTO postback_stored (day, last) VALUES (?, ?)').run(day, last)
  }
}
