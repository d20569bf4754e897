import { createHmac, randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'

const MINUTE = 60_000
const FORGOTTEN_MS = 24 * 60 * MINUTE

/** How many wrong tries are free, and how long each one after that locks, doubling. */
const LIMITS = {
  name: { free: 5, first: MINUTE, longest: 60 * MINUTE },
  address: { free: 20, first: 5 * MINUTE, longest: 60 * MINUTE },
} as const

export type LockSubject = keyof typeof LIMITS

const Row = z.object({ failures: z.number(), locked_until: z.number() })

/** Wrong tries to sign in, by name and by address; those by name are kept over a restart. No address is stored in clear. */
export class Lockout {
  readonly #state: DatabaseSync
  readonly #key = randomBytes(32)

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS sign_in_failure (
      subject TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at INTEGER NOT NULL, locked_until INTEGER NOT NULL)`)
  }

  /** Counts a try before it is known to be right; throws `rate_limited` while the subject is locked. */
  count(kind: LockSubject, value: string): void {
    const now = Date.now()
    this.#state.prepare('DELETE FROM sign_in_failure WHERE last_at < ?').run(now - FORGOTTEN_MS)
    const subject = this.#subject(kind, value)
    const row = this.#state
      .prepare('SELECT failures, locked_until FROM sign_in_failure WHERE subject = ?')
      .get(subject)
    const { failures, locked_until } = Row.safeParse(row).data ?? { failures: 0, locked_until: 0 }
    if (locked_until > now) throw locked(locked_until - now)
    const { free, first, longest } = LIMITS[kind]
    const over = failures + 1 - free
    const until = over < 0 ? 0 : now + Math.min(longest, first * 2 ** over)
    this.#state
      .prepare(
        `INSERT INTO sign_in_failure (subject, failures, last_at, locked_until) VALUES (?, ?, ?, ?)
          ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at,
          locked_until = excluded.locked_until`,
      )
      .run(subject, failures + 1, now, until)
  }

  clear(kind: LockSubject, value: string): void {
    this.#state.prepare('DELETE FROM sign_in_failure WHERE subject = ?').run(this.#subject(kind, value))
  }

  #subject(kind: LockSubject, value: string): string {
    if (kind === 'name') return `name:${value}`
    return `address:${createHmac('sha256', this.#key).update(value).digest('base64url')}`
  }
}

function locked(milliseconds: number): PermilleError {
  const seconds = Math.ceil(milliseconds / 1000)
  return new PermilleError('rate_limited', 'too many wrong tries', {
    remedy: `try again in ${seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`}, or ask an administrator for a new link`,
    details: { retryAfter: seconds },
  })
}
