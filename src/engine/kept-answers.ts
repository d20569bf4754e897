import type { DatabaseSync } from 'node:sqlite'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'

const KEPT_MS = 24 * 3600 * 1000
const GIVEN_KEPT = 100

const Row = z.object({
  request: z.string(),
  state: z.enum(['running', 'done']),
  answer: z.string().nullable(),
})

/** One change somebody asked for under a key of their own. */
export interface KeyedRequest {
  /** Who asks for what under which key. */
  readonly key: string
  /** Hash of what is asked. */
  readonly request: string
}

/** Answers of changes by the key they were asked under, for a day: asked twice is done once. */
export class KeptAnswers {
  readonly #state: DatabaseSync
  readonly #given = new LRUCache<string, string>({ max: GIVEN_KEPT })

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS kept_answer (
      key TEXT PRIMARY KEY, request TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, answer TEXT)`)
    // A process that was killed did not answer, and nothing half done was stored.
    state.exec(`DELETE FROM kept_answer WHERE state = 'running'`)
  }

  /** The answer given before under this key, or `null` after making the key ours; then `keep` or `release` follows. */
  claim({ key, request }: KeyedRequest): { readonly answer: string | null } | null {
    const now = Date.now()
    this.#state.prepare('DELETE FROM kept_answer WHERE at < ?').run(now - KEPT_MS)
    const row = this.#state.prepare('SELECT request, state, answer FROM kept_answer WHERE key = ?').get(key)
    if (row === undefined) {
      this.#state
        .prepare(`INSERT INTO kept_answer (key, request, at, state) VALUES (?, ?, ?, 'running')`)
        .run(key, request, now)
      return null
    }
    const known = Row.parse(row)
    if (known.request !== request) {
      throw new PermilleError('input_refused', 'this Idempotency-Key was used for another request', {
        remedy: 'use a new key for each change',
      })
    }
    if (known.state === 'running') {
      throw new PermilleError('conflict', 'the same request is still being answered', {
        remedy: 'ask again in a moment with the same key',
      })
    }
    return { answer: this.#given.get(key) ?? known.answer }
  }

  /** Keeps an answer as it was given for as long as this process runs, and as it may be written down: `null` for a secret. */
  keep({ key }: KeyedRequest, given: string, answer: string | null): void {
    if (answer !== null) this.#given.set(key, given)
    this.#state.prepare(`UPDATE kept_answer SET state = 'done', answer = ? WHERE key = ?`).run(answer, key)
  }

  /** Gives the key back after an error: nothing was done under it. */
  release({ key }: KeyedRequest): void {
    this.#state.prepare('DELETE FROM kept_answer WHERE key = ?').run(key)
  }
}
