import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { Role } from '#schema/role.ts'
import { addColumn } from '../state-database.ts'

/** Names are lower case, so that nobody is two. */
export const UserName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._@+-]{0,79}$/,
    'write a name or mail address of at most 80 letters, digits and . _ @ + -',
  )

const Row = z.object({
  name: z.string(),
  role: Role,
  password: z.string().nullable(),
  created_at: z.string(),
  signed_in_at: z.string().nullable(),
  disabled_at: z.string().nullable(),
})

export interface User {
  readonly name: string
  readonly role: Role
  /** Whether a password was set; without one nobody signs in. */
  readonly hasPassword: boolean
  readonly createdAt: string
  readonly signedInAt: string | null
  /** Whether somebody keeps them out for now. */
  readonly isDisabled: boolean
}

/** The people of a project. */
export class Users {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS access_user (
      name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT, created_at TEXT NOT NULL, signed_in_at TEXT,
      disabled_at TEXT)`)
    addColumn(state, 'access_user', 'disabled_at', 'TEXT')
  }

  all(): readonly User[] {
    return this.#state
      .prepare(
        'SELECT name, role, password, created_at, signed_in_at, disabled_at FROM access_user ORDER BY name',
      )
      .all()
      .map((row) => Row.parse(row))
      .map(({ name, role, password, created_at, signed_in_at, disabled_at }) => ({
        name,
        role,
        hasPassword: password !== null,
        createdAt: created_at,
        signedInAt: signed_in_at,
        isDisabled: disabled_at !== null,
      }))
  }

  find(name: string): User | null {
    return this.all().find((user) => user.name === name) ?? null
  }

  /** Throws `not_found` for a name nobody has. */
  require(name: string): User {
    const user = this.find(name)
    if (user !== null) return user
    throw new PermilleError('not_found', `there is no user ${name}`, { remedy: 'see permille users list' })
  }

  add(name: string, role: Role): void {
    if (this.find(name) !== null) {
      throw new PermilleError('conflict', `there is a user ${name} already`, {
        remedy: 'change the role with permille users role, or send a new link with permille users password',
      })
    }
    this.#state
      .prepare('INSERT INTO access_user (name, role, created_at) VALUES (?, ?, ?)')
      .run(name, role, new Date().toISOString())
  }

  remove(name: string): void {
    this.#keepAnAdministrator(name)
    this.#state.prepare('DELETE FROM access_user WHERE name = ?').run(name)
  }

  setRole(name: string, role: Role): void {
    if (role !== 'admin') this.#keepAnAdministrator(name)
    this.#state.prepare('UPDATE access_user SET role = ? WHERE name = ?').run(role, name)
  }

  disable(name: string): void {
    this.#keepAnAdministrator(name)
    this.#state
      .prepare('UPDATE access_user SET disabled_at = coalesce(disabled_at, ?) WHERE name = ?')
      .run(new Date().toISOString(), name)
  }

  enable(name: string): void {
    this.require(name)
    this.#state.prepare('UPDATE access_user SET disabled_at = NULL WHERE name = ?').run(name)
  }

  passwordOf(name: string): string | null {
    const row = this.#state.prepare('SELECT password FROM access_user WHERE name = ?').get(name)
    return z.object({ password: z.string().nullable() }).safeParse(row).data?.password ?? null
  }

  setPassword(name: string, hashed: string | null): void {
    this.#state.prepare('UPDATE access_user SET password = ? WHERE name = ?').run(hashed, name)
  }

  signedIn(name: string): void {
    this.#state
      .prepare('UPDATE access_user SET signed_in_at = ? WHERE name = ?')
      .run(new Date().toISOString(), name)
  }

  /** Whether nobody else could let others in. */
  isOnlyAdministrator(name: string): boolean {
    if (this.require(name).role !== 'admin') return false
    return !this.all().some((user) => user.role === 'admin' && !user.isDisabled && user.name !== name)
  }

  #keepAnAdministrator(name: string): void {
    if (!this.isOnlyAdministrator(name)) return
    throw new PermilleError('conflict', `${name} is the only administrator`, {
      remedy: 'make somebody else one first: permille users role NAME --role admin',
    })
  }
}
