import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { hashSecret, newSecret } from './secret.ts'

/** Tokens begin with it, so that one that leaked is found by those who look for such. */
const MARK = 'permille_'
const USED_EVERY_MS = 60_000

const Row = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.string().transform((text) => text.split(' ')),
  user: z.string().nullable(),
  created_at: z.string(),
  expires_at: z.number(),
  used_at: z.number().nullable(),
  revoked_at: z.string().nullable(),
})

export interface Token {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  /** Whom it acts for; `null` where it was made on the project's machine. */
  readonly user: string | null
  readonly createdAt: string
  readonly expiresAt: string
  readonly usedAt: string | null
  readonly state: 'valid' | 'expired' | 'revoked'
}

function stateOf({ revoked_at, expires_at }: z.infer<typeof Row>): Token['state'] {
  if (revoked_at !== null) return 'revoked'
  return expires_at > Date.now() ? 'valid' : 'expired'
}

function tokenOf(row: unknown): Token {
  const read = Row.parse(row)
  return {
    id: read.id,
    name: read.name,
    scopes: read.scopes,
    user: read.user,
    createdAt: read.created_at,
    expiresAt: new Date(read.expires_at).toISOString(),
    usedAt: read.used_at === null ? null : new Date(read.used_at).toISOString(),
    state: stateOf(read),
  }
}

const COLUMNS = 'id, name, scopes, user, created_at, expires_at, used_at, revoked_at'

/** Tokens of programs; only their hash is stored. */
export class Tokens {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS access_token (
      id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, scopes TEXT NOT NULL, user TEXT,
      created_at TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER, revoked_at TEXT)`)
  }

  all(): readonly Token[] {
    return this.#state
      .prepare(`SELECT ${COLUMNS} FROM access_token ORDER BY created_at, id`)
      .all()
      .map(tokenOf)
  }

  create(asked: { name: string; scopes: readonly string[]; user: string | null; validMs: number }) {
    const secret = `${MARK}${newSecret()}`
    const id = randomBytes(6).toString('hex')
    const now = new Date()
    this.#state
      .prepare(
        'INSERT INTO access_token (id, hash, name, scopes, user, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        id,
        hashSecret(secret),
        asked.name,
        asked.scopes.join(' '),
        asked.user,
        now.toISOString(),
        now.getTime() + asked.validMs,
      )
    return { secret, token: this.require(id) }
  }

  /** The token of a secret, valid or not. */
  find(secret: string): Token | null {
    const row = this.#state
      .prepare(`SELECT ${COLUMNS} FROM access_token WHERE hash = ?`)
      .get(hashSecret(secret))
    if (row === undefined) return null
    const token = tokenOf(row)
    const now = Date.now()
    this.#state
      .prepare('UPDATE access_token SET used_at = ? WHERE id = ? AND coalesce(used_at, 0) < ?')
      .run(now, token.id, now - USED_EVERY_MS)
    return token
  }

  /** Throws `not_found` for an id no token has. */
  require(id: string): Token {
    const row = this.#state.prepare(`SELECT ${COLUMNS} FROM access_token WHERE id = ?`).get(id)
    if (row !== undefined) return tokenOf(row)
    throw new PermilleError('not_found', `there is no token ${id}`, { remedy: 'see permille tokens list' })
  }

  revoke(id: string): Token {
    this.require(id)
    this.#state
      .prepare('UPDATE access_token SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?')
      .run(new Date().toISOString(), id)
    return this.require(id)
  }

  revokeAllOf(user: string): void {
    for (const token of this.all()) if (token.user === user) this.revoke(token.id)
  }
}
