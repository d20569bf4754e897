import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { CreativeDecision } from '#models/creative-decision.ts'
import { jsonText } from './state-database.ts'

const Row = z.object({
  number: z.number(),
  at: z.string(),
  kind: z.enum(['merge', 'split']),
  creatives: jsonText(z.array(z.string())),
  name: z.string().nullable(),
})

/** What people decided about creatives: appended, never changed. */
export class CreativeDecisions {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS creative_decision (
      number INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, creatives TEXT NOT NULL, name TEXT)`)
  }

  all(): readonly CreativeDecision[] {
    return this.#state
      .prepare('SELECT number, at, kind, creatives, name FROM creative_decision ORDER BY number')
      .all()
      .map((row) => ({ ...Row.parse(row), by: 'person', why: null }))
  }

  add({ kind, creatives, name }: Pick<CreativeDecision, 'kind' | 'creatives' | 'name'>): void {
    this.#state
      .prepare('INSERT INTO creative_decision (at, kind, creatives, name) VALUES (?, ?, ?, ?)')
      .run(new Date().toISOString(), kind, JSON.stringify(creatives), name)
  }
}
