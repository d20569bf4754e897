import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

const Row = z.object({ user: z.string(), is_governed: z.number().transform((flag) => flag === 1) })

/** Who of a provider is which user. */
export interface Identity {
  readonly user: string
  /** Whether the provider brought them, so that its groups say what they may do. */
  readonly isGoverned: boolean
}

/** The users that sign in through a provider, by what it never changes of them. */
export class Identities {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS access_identity (
      issuer TEXT NOT NULL, subject TEXT NOT NULL, user TEXT NOT NULL, is_governed INTEGER NOT NULL,
      PRIMARY KEY (issuer, subject))`)
  }

  find(issuer: string, subject: string): Identity | null {
    const row = this.#state
      .prepare('SELECT user, is_governed FROM access_identity WHERE issuer = ? AND subject = ?')
      .get(issuer, subject)
    const found = Row.safeParse(row)
    return found.success ? { user: found.data.user, isGoverned: found.data.is_governed } : null
  }

  /** Whether somebody signs in through a provider. */
  has(user: string): boolean {
    return this.#state.prepare('SELECT 1 FROM access_identity WHERE user = ?').get(user) !== undefined
  }

  add(issuer: string, subject: string, { user, isGoverned }: Identity): void {
    this.#state
      .prepare('INSERT INTO access_identity (issuer, subject, user, is_governed) VALUES (?, ?, ?, ?)')
      .run(issuer, subject, user, isGoverned ? 1 : 0)
  }

  removeAllOf(user: string): void {
    this.#state.prepare('DELETE FROM access_identity WHERE user = ?').run(user)
  }
}
