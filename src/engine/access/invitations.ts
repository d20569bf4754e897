import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { hashSecret, newSecret } from './secret.ts'

const VALID_MS = 3 * 24 * 3600 * 1000

/** A code that lets one person set a password once. */
export interface Invitation {
  readonly code: string
  readonly expiresAt: string
}

const Row = z.object({ user: z.string(), expires_at: z.number() })

/** The one-time codes that are out, one for each user at most. */
export class Invitations {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(
      'CREATE TABLE IF NOT EXISTS access_invitation (hash TEXT PRIMARY KEY, user TEXT NOT NULL, expires_at INTEGER NOT NULL)',
    )
  }

  invite(user: string): Invitation {
    this.withdraw(user)
    const code = newSecret()
    const expires = Date.now() + VALID_MS
    this.#state
      .prepare('INSERT INTO access_invitation (hash, user, expires_at) VALUES (?, ?, ?)')
      .run(hashSecret(code), user, expires)
    return { code, expiresAt: new Date(expires).toISOString() }
  }

  /** The user a code is for, while it holds. */
  userOf(code: string): string | null {
    const row = this.#state
      .prepare('SELECT user, expires_at FROM access_invitation WHERE hash = ?')
      .get(hashSecret(code))
    const found = Row.safeParse(row)
    return found.success && found.data.expires_at > Date.now() ? found.data.user : null
  }

  withdraw(user: string): void {
    this.#state.prepare('DELETE FROM access_invitation WHERE user = ?').run(user)
  }
}
