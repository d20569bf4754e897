import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { TokenCount } from '#creatives/vision-model/vision-model.ts'
import { Tag } from '#schema/answer/tag-answer.ts'
import { jsonText } from '../state-database.ts'

const Row = z.object({
  sha256: z.string(),
  /** Hash of what was asked, and the model. */
  question: z.string(),
  model: z.string(),
  tags: jsonText(z.array(Tag)),
  /** Why there are none; `null` where it answered. */
  reason: z.string().nullable(),
})
export type VisionAnswer = z.output<typeof Row>

const Sums = z.object({ input: z.number(), output: z.number() })

/** What vision models said of files, and what it cost: appended, so that nothing is paid twice. */
export class VisionAnswers {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS vision_answer (
      number INTEGER PRIMARY KEY, at TEXT NOT NULL, sha256 TEXT NOT NULL, question TEXT NOT NULL, model TEXT NOT NULL,
      tags TEXT NOT NULL, reason TEXT, input INTEGER NOT NULL, output INTEGER NOT NULL)`)
  }

  /** Whether this file was asked this of this model before. */
  isKnown({ sha256, question, model }: Pick<VisionAnswer, 'sha256' | 'question' | 'model'>): boolean {
    return (
      this.#state
        .prepare('SELECT 1 FROM vision_answer WHERE sha256 = ? AND question = ? AND model = ? LIMIT 1')
        .get(sha256, question, model) !== undefined
    )
  }

  add(
    { sha256, question, model, tags, reason }: VisionAnswer,
    at: Date,
    { input, output }: TokenCount,
  ): void {
    this.#state
      .prepare(
        'INSERT INTO vision_answer (at, sha256, question, model, tags, reason, input, output) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        ...[at.toISOString(), sha256, question, model, JSON.stringify(tags), reason],
        ...[Math.round(input), Math.round(output)],
      )
  }

  /** The newest answer about each of these files, or about all. */
  about(files: readonly string[] | null): ReadonlyMap<string, VisionAnswer> {
    const chosen = files === null ? '' : 'WHERE sha256 IN (SELECT value FROM json_each(?))'
    const rows = this.#state
      .prepare(`SELECT sha256, question, model, tags, reason FROM vision_answer ${chosen} ORDER BY number`)
      .all(...(files === null ? [] : [JSON.stringify(files)]))
      .map((row) => Row.parse(row))
    return new Map(rows.map((row) => [row.sha256, row]))
  }

  /** Tokens used in the calendar month of this moment, in UTC. */
  usedInMonth(of: Date): TokenCount {
    const row = this.#state
      .prepare(
        'SELECT coalesce(sum(input), 0) AS input, coalesce(sum(output), 0) AS output FROM vision_answer WHERE at >= ?',
      )
      .get(`${of.toISOString().slice(0, 7)}-01`)
    return Sums.parse(row)
  }
}
