import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { DoneAction, Suggestion } from '#schema/answer/decisions-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { jsonText } from './state-database.ts'

const Done = z.object({ what: DoneAction, note: z.string() })
type Done = z.infer<typeof Done>

const Advised = z.object({
  number: z.number(),
  at: z.string(),
  sample: z.string(),
  body: jsonText(Suggestion),
})
const DoneRow = z.object({ advice: z.number(), body: jsonText(Done).nullable() })

/** One suggestion as it was written down, and what somebody said was done. */
export interface LoggedAdvice {
  readonly number: number
  readonly at: string
  /** Name of the sample it is about; empty for a project's own rows. */
  readonly sample: string
  readonly suggestion: Suggestion
  readonly done: Done | null
}

/** Two suggestions that are the same advice about the same days. */
function isSame(one: Suggestion, other: Suggestion): boolean {
  const mark = ({ advice, by, key, action, event, where, to }: Suggestion) =>
    JSON.stringify([advice, by, key, action, event, where, to])
  return mark(one) === mark(other)
}

/** What was suggested and what was done: appended; only a suggestion nobody wants any more is taken out. */
export class AdviceLog {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS advice (
      number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, sample TEXT NOT NULL, body TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS advice_done (
      number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, advice INTEGER NOT NULL, body TEXT)`)
  }

  /** Everything that was written down, oldest first. */
  all(): readonly LoggedAdvice[] {
    const done = new Map(
      this.#state
        .prepare('SELECT advice, body FROM advice_done ORDER BY number')
        .all()
        .map((row) => DoneRow.parse(row))
        .map(({ advice, body }) => [advice, body]),
    )
    return this.#state
      .prepare('SELECT number, at, sample, body FROM advice ORDER BY number')
      .all()
      .map((row) => Advised.parse(row))
      .map(({ body, ...row }) => ({ ...row, suggestion: body, done: done.get(row.number) ?? null }))
  }

  /** Writes suggestions about a sample or the project's own rows down that are not there yet; how many were. */
  record(suggestions: readonly Suggestion[], sample: string): number {
    const known = this.all().flatMap((one) => (one.sample === sample ? [one.suggestion] : []))
    const fresh = suggestions.filter((one) => !known.some((other) => isSame(one, other)))
    const insert = this.#state.prepare('INSERT INTO advice (at, sample, body) VALUES (?, ?, ?)')
    const at = new Date().toISOString()
    for (const suggestion of fresh) insert.run(at, sample, JSON.stringify(suggestion))
    return fresh.length
  }

  /** Says what was done; `null` leaves it to be read from delivery. */
  done(number: number, done: Done | null): void {
    this.#require(number)
    this.#state
      .prepare('INSERT INTO advice_done (at, advice, body) VALUES (?, ?, ?)')
      .run(new Date().toISOString(), number, done === null ? null : JSON.stringify(done))
  }

  remove(number: number): void {
    this.#require(number)
    this.#state.prepare('DELETE FROM advice WHERE number = ?').run(number)
  }

  #require(number: number): void {
    if (this.all().some((one) => one.number === number)) return
    throw new PermilleError('not_found', `no suggestion has the number ${number}`, {
      remedy: 'see the numbers with permille decisions',
    })
  }
}
