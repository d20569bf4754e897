import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { hashSecret, newSecret } from './secret.ts'

const DAY = 24 * 3600 * 1000
/** A session ends this long after it began, and this long after it was last used. */
export const SESSION_MS = 30 * DAY
const IDLE_MS = 7 * DAY
/** Use is written down this often at most. */
const SEEN_EVERY_MS = 60_000

const Row = z.object({ user: z.string(), created_at: z.number(), seen_at: z.number() })

/** Who is signed in; the secret itself is in the cookie only. */
export class Sessions {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS access_session (
      hash TEXT PRIMARY KEY, user TEXT NOT NULL, created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL)`)
  }

  /** Begins a session under a secret nobody knew before, so that none can be slipped to somebody. */
  begin(user: string): string {
    const now = Date.now()
    this.#state
      .prepare('DELETE FROM access_session WHERE created_at < ? OR seen_at < ?')
      .run(now - SESSION_MS, now - IDLE_MS)
    const secret = newSecret()
    this.#state
      .prepare('INSERT INTO access_session (hash, user, created_at, seen_at) VALUES (?, ?, ?, ?)')
      .run(hashSecret(secret), user, now, now)
    return secret
  }

  /** The user of a session that has not ended. */
  userOf(secret: string): string | null {
    const hash = hashSecret(secret)
    const found = Row.safeParse(
      this.#state.prepare('SELECT user, created_at, seen_at FROM access_session WHERE hash = ?').get(hash),
    )
    if (!found.success) return null
    const now = Date.now()
    const { user, created_at, seen_at } = found.data
    if (now - created_at > SESSION_MS || now - seen_at > IDLE_MS) return null
    if (now - seen_at > SEEN_EVERY_MS) {
      this.#state.prepare('UPDATE access_session SET seen_at = ? WHERE hash = ?').run(now, hash)
    }
    return user
  }

  end(secret: string): void {
    this.#state.prepare('DELETE FROM access_session WHERE hash = ?').run(hashSecret(secret))
  }

  endAllOf(user: string): void {
    this.#state.prepare('DELETE FROM access_session WHERE user = ?').run(user)
  }
}
