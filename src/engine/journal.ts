import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { JournalEntry } from '#schema/journal.ts'
import { jsonText } from './state-database.ts'

type Written = Omit<JournalEntry, 'number'>

const Row = z.object({
  entry: z.number(),
  body: jsonText(JournalEntry.omit({ number: true })).nullable(),
})

/** Changes people made outside of permille. Every version is kept, so that any of them can be brought back. */
export class Journal {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS journal (
      version INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, entry INTEGER NOT NULL, body TEXT)`)
  }

  /** Entries as they stand, oldest day first. */
  all(): readonly JournalEntry[] {
    return this.#versions()
      .entries()
      .flatMap(([number, versions]) => {
        const last = versions.at(-1) ?? null
        return last === null ? [] : [{ number, ...last }]
      })
      .toArray()
      .toSorted((a, b) => a.day.localeCompare(b.day) || a.number - b.number)
  }

  /** Entries that were removed, as they stood before, the latest first. */
  removed(): readonly JournalEntry[] {
    return this.#versions()
      .entries()
      .flatMap(([number, versions]) => {
        const before = versions.findLast((version) => version !== null)
        return versions.at(-1) === null && before !== undefined && before !== null
          ? [{ number, ...before }]
          : []
      })
      .toArray()
      .toReversed()
  }

  /** The entry of a number; throws `not_found`. */
  get(number: number): JournalEntry {
    const found = this.all().find((entry) => entry.number === number)
    if (found !== undefined) return found
    throw new PermilleError('not_found', `the journal has no entry ${number}`, {
      remedy: 'see the numbers with permille journal',
    })
  }

  add(entry: Written): number {
    const [last = 0] = [...this.#versions().keys()].toSorted((a, b) => b - a)
    this.#write(last + 1, entry)
    return last + 1
  }

  edit(number: number, change: Partial<Written>): void {
    const { number: _, ...entry } = this.get(number)
    this.#write(number, { ...entry, ...change })
  }

  remove(number: number): void {
    this.get(number)
    this.#write(number, null)
  }

  /** Takes back the last change of an entry: its edit or its removal. Throws where there is none. */
  undo(number: number): void {
    const versions = this.#versions().get(number) ?? []
    const before = versions.at(-2)
    if (before === undefined || before === null)
      throw new PermilleError('usage', `entry ${number} was neither edited nor removed`, {
        remedy: 'remove it with permille journal remove',
      })
    this.#write(number, before)
  }

  #write(number: number, entry: Written | null): void {
    this.#state
      .prepare('INSERT INTO journal (at, entry, body) VALUES (?, ?, ?)')
      .run(new Date().toISOString(), number, entry === null ? null : JSON.stringify(entry))
  }

  #versions(): ReadonlyMap<number, readonly (Written | null)[]> {
    const rows = this.#state
      .prepare('SELECT entry, body FROM journal ORDER BY version')
      .all()
      .map((row) => Row.parse(row))
    return new Map(
      [...Map.groupBy(rows, ({ entry }) => entry)].map(([number, own]) => [
        number,
        own.map(({ body }) => body),
      ]),
    )
  }
}
