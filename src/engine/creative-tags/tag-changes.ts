import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { TagChange } from '#schema/answer/tags-answer.ts'
import { jsonText } from '../state-database.ts'

const Row = TagChange.extend({
  values: jsonText(z.array(z.string())).nullable(),
})

/** What people say of creatives: appended, never changed. */
export class TagChanges {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS creative_tag_change (
      number INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, creative TEXT NOT NULL,
      key TEXT NOT NULL, "values" TEXT, undoes INTEGER)`)
  }

  all(): readonly TagChange[] {
    return this.#state
      .prepare(
        'SELECT number, at, who, kind, creative, key, "values", undoes FROM creative_tag_change ORDER BY number',
      )
      .all()
      .map((row) => Row.parse(row))
  }

  add(changes: readonly Omit<TagChange, 'number' | 'at'>[]): void {
    const at = new Date().toISOString()
    const insert = this.#state.prepare(
      'INSERT INTO creative_tag_change (at, who, kind, creative, key, "values", undoes) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    for (const { who, kind, creative, key, values, undoes } of changes) {
      insert.run(at, who, kind, creative, key, values === null ? null : JSON.stringify(values), undoes)
    }
  }
}
