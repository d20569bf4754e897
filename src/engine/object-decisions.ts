import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { decidedObjects, type ObjectDecision } from '#models/object-decision.ts'
import { DECIDED_LEVELS } from '#schema/merge-level.ts'
import { jsonText } from './state-database.ts'

const Row = z.object({
  number: z.number(),
  at: z.string(),
  level: z.enum(DECIDED_LEVELS),
  kind: z.enum(['merge', 'split']),
  objects: jsonText(z.array(z.object({ key: z.string(), name: z.string() }))),
  name: z.string().nullable(),
})

type NewDecision = Pick<ObjectDecision, 'level' | 'kind' | 'objects' | 'name'>

const standing = (decisions: readonly ObjectDecision[], level: ObjectDecision['level']) =>
  JSON.stringify([...(decidedObjects(decisions).get(level) ?? [])].sort())

/** What people decided about networks, apps, campaigns, ad groups and ads: appended, never changed. */
export class ObjectDecisions {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS object_decision (
      number INTEGER PRIMARY KEY, at TEXT NOT NULL, level TEXT NOT NULL, kind TEXT NOT NULL, objects TEXT NOT NULL,
      name TEXT)`)
  }

  all(): readonly ObjectDecision[] {
    return this.#state
      .prepare('SELECT number, at, level, kind, objects, name FROM object_decision ORDER BY number')
      .all()
      .map((row) => Row.parse(row))
  }

  /** Writes a decision down; whether it changes anything, else it is not written. */
  add({ level, kind, objects, name }: NewDecision): boolean {
    const known = this.all()
    const at = new Date().toISOString()
    const decided: ObjectDecision = { number: 0, at, level, kind, objects, name }
    if (standing([...known, decided], level) === standing(known, level)) return false
    this.#state
      .prepare('INSERT INTO object_decision (at, level, kind, objects, name) VALUES (?, ?, ?, ?, ?)')
      .run(at, level, kind, JSON.stringify(objects), name)
    return true
  }
}
