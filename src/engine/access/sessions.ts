import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { hashSecret, newSecret } from './secret.ts'

const DAY = 24 * 3600 * 1000
/** A session ends this long after it began, and this long after it was last used. */
export const SESSION_MS = 30 * DAY
const IDLE_MS = 7 * DAY
/** Use is written down this often at most. */
const SEEN_EVERY_MS = 60_000

const Row = z.object({ user: z.string(), created_at: z.number(), seen_at: z.number() })

/** Begins the hash of a secret nobody can guess, so that it tells nothing of the secret. */
const ID_LENGTH = 12

const Listed = z.object({ hash: z.string(), user: z.string(), created_at: z.number(), seen_at: z.number() })

/** A session that has not ended. */
export interface Session {
  readonly id: string
  readonly user: string
  readonly beganAt: string
  readonly usedAt: string
}

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

  /** The sessions that have not ended, newest first. */
  all(): readonly Session[] {
    const now = Date.now()
    return this.#state
      .prepare(
        'SELECT hash, user, created_at, seen_at FROM access_session WHERE created_at >= ? AND seen_at >= ? ORDER BY created_at DESC, hash',
      )
      .all(now - SESSION_MS, now - IDLE_MS)
      .map((row) => Listed.parse(row))
      .map(({ hash, user, created_at, seen_at }) => ({
        id: hash.slice(0, ID_LENGTH),
        user,
        beganAt: new Date(created_at).toISOString(),
        usedAt: new Date(seen_at).toISOString(),
      }))
  }

  /** Ends one by its id and answers whose it was; throws `not_found` for an id none has. */
  endById(id: string): string {
    const session = this.all().find((one) => one.id === id)
    if (session === undefined) {
      throw new PermilleError('not_found', `there is no session ${id}`, {
        remedy: 'see permille sessions list',
      })
    }
    this.#state.prepare(`DELETE FROM access_session WHERE substr(hash, 1, ${ID_LENGTH}) = ?`).run(session.id)
    return session.user
  }

  end(secret: string): void {
    this.#state.prepare('DELETE FROM access_session WHERE hash = ?').run(hashSecret(secret))
  }

  endAllOf(user: string): void {
    this.#state.prepare('DELETE FROM access_session WHERE user = ?').run(user)
  }
}
