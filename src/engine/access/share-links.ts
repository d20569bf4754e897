import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { jsonText } from '../state-database.ts'
import { hashSecret, newSecret } from './secret.ts'

const Fields = z.record(z.string(), z.unknown())

const Row = z.object({
  id: z.string(),
  name: z.string(),
  input: jsonText(Fields),
  user: z.string().nullable(),
  created_at: z.string(),
  expires_at: z.number(),
  opened: z.number(),
  opened_at: z.number().nullable(),
  revoked_at: z.string().nullable(),
})

/** A link that lets whoever has it read one report. */
export interface ShareLink {
  readonly id: string
  readonly name: string
  /** Input of the report it is bound to. */
  readonly input: Readonly<Record<string, unknown>>
  /** Who made it; `null` where that was on the project's machine. */
  readonly user: string | null
  readonly createdAt: string
  readonly expiresAt: string
  readonly opened: number
  readonly openedAt: string | null
  readonly state: 'valid' | 'expired' | 'revoked'
}

function stateOf({ revoked_at, expires_at }: z.infer<typeof Row>): ShareLink['state'] {
  if (revoked_at !== null) return 'revoked'
  return expires_at > Date.now() ? 'valid' : 'expired'
}

function linkOf(row: unknown): ShareLink {
  const read = Row.parse(row)
  return {
    id: read.id,
    name: read.name,
    input: read.input,
    user: read.user,
    createdAt: read.created_at,
    expiresAt: new Date(read.expires_at).toISOString(),
    opened: read.opened,
    openedAt: read.opened_at === null ? null : new Date(read.opened_at).toISOString(),
    state: stateOf(read),
  }
}

const COLUMNS = 'id, name, input, user, created_at, expires_at, opened, opened_at, revoked_at'

/** Links to reports; only the hash of their secret is stored. */
export class ShareLinks {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS share_link (
      id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, name TEXT NOT NULL, input TEXT NOT NULL, user TEXT,
      created_at TEXT NOT NULL, expires_at INTEGER NOT NULL, opened INTEGER NOT NULL DEFAULT 0, opened_at INTEGER,
      revoked_at TEXT)`)
  }

  all(): readonly ShareLink[] {
    return this.#state.prepare(`SELECT ${COLUMNS} FROM share_link ORDER BY created_at, id`).all().map(linkOf)
  }

  create(asked: {
    readonly name: string
    readonly input: Readonly<Record<string, unknown>>
    readonly user: string | null
    readonly validMs: number
  }): { readonly secret: string; readonly link: ShareLink } {
    const secret = newSecret()
    const id = randomBytes(6).toString('hex')
    const now = new Date()
    this.#state
      .prepare(
        'INSERT INTO share_link (id, hash, name, input, user, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        id,
        hashSecret(secret),
        asked.name,
        JSON.stringify(asked.input),
        asked.user,
        now.toISOString(),
        now.getTime() + asked.validMs,
      )
    return { secret, link: this.require(id) }
  }

  /** The link of a secret while it holds, else `null`. */
  find(secret: string): ShareLink | null {
    const row = this.#state
      .prepare(`SELECT ${COLUMNS} FROM share_link WHERE hash = ?`)
      .get(hashSecret(secret))
    const link = row === undefined ? null : linkOf(row)
    return link?.state === 'valid' ? link : null
  }

  /** Counts an opening. */
  opened(id: string): void {
    this.#state
      .prepare('UPDATE share_link SET opened = opened + 1, opened_at = ? WHERE id = ?')
      .run(Date.now(), id)
  }

  /** Throws `not_found` for an id no link has. */
  require(id: string): ShareLink {
    const row = this.#state.prepare(`SELECT ${COLUMNS} FROM share_link WHERE id = ?`).get(id)
    if (row !== undefined) return linkOf(row)
    throw new PermilleError('not_found', `there is no link ${id}`, { remedy: 'see permille share list' })
  }

  revoke(id: string): ShareLink {
    this.require(id)
    this.#state
      .prepare('UPDATE share_link SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?')
      .run(new Date().toISOString(), id)
    return this.require(id)
  }

  revokeAllOf(user: string): void {
    for (const link of this.all()) if (link.user === user) this.revoke(link.id)
  }
}
