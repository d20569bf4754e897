import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { inTransaction } from '../state-database.ts'
import { keyIdOf, seal, unseal } from './secret-box.ts'
import { KeyFile, keyOfPassphrase, PASSPHRASE } from './secret-key.ts'

const Row = z.object({
  connection: z.string(),
  field: z.string(),
  key: z.string(),
  box: z.instanceof(Uint8Array),
})
type Row = z.infer<typeof Row>

const place = (connection: string, field: string) => `${connection}.${field}`

/** Secrets of connections, encrypted at rest with a key file or a passphrase. */
export class SecretStore {
  readonly #state: DatabaseSync
  readonly #file: KeyFile
  readonly #passphrase: string | undefined
  #derived: Uint8Array | null = null

  constructor(state: DatabaseSync, keyFile: string, environment: NodeJS.ProcessEnv = process.env) {
    this.#state = state
    this.#file = new KeyFile(keyFile)
    this.#passphrase = environment[PASSPHRASE] || undefined
    this.#state.exec(`CREATE TABLE IF NOT EXISTS secret (
      connection TEXT NOT NULL, field TEXT NOT NULL, key TEXT NOT NULL, box BLOB NOT NULL,
      PRIMARY KEY (connection, field));
      CREATE TABLE IF NOT EXISTS passphrase_salt (salt BLOB NOT NULL)`)
  }

  /** Fields of a connection that are kept here. */
  fieldsOf(connection: string): readonly string[] {
    return this.#rows(connection).map(({ field }) => field)
  }

  /** The secrets of a connection by field. */
  read(connection: string): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.#rows(connection).map((row) => [
        row.field,
        unseal(this.#keyOf(row), place(connection, row.field), row.box),
      ]),
    )
  }

  write(connection: string, field: string, text: string): void {
    const key = this.#current()
    this.#state
      .prepare('INSERT OR REPLACE INTO secret (connection, field, key, box) VALUES (?, ?, ?, ?)')
      .run(connection, field, keyIdOf(key), seal(key, place(connection, field), text))
  }

  remove(connection: string): void {
    this.#state.prepare('DELETE FROM secret WHERE connection = ?').run(connection)
  }

  /** Encrypts every secret anew under a new key, or under the passphrase that is set now; how many there are. */
  rotate(): number {
    const rows = this.#state
      .prepare('SELECT connection, field, key, box FROM secret')
      .all()
      .map((row) => Row.parse(row))
    const opened = rows.map((row) => ({
      ...row,
      text: unseal(this.#keyOf(row), place(row.connection, row.field), row.box),
    }))
    const salt = randomBytes(16)
    const key =
      this.#passphrase === undefined ? this.#file.prepare() : keyOfPassphrase(this.#passphrase, salt)
    inTransaction(this.#state, () => {
      for (const { connection, field, text } of opened) {
        this.#state
          .prepare('UPDATE secret SET key = ?, box = ? WHERE connection = ? AND field = ?')
          .run(keyIdOf(key), seal(key, place(connection, field), text), connection, field)
      }
      if (this.#passphrase !== undefined) {
        this.#state.exec('DELETE FROM passphrase_salt')
        this.#state.prepare('INSERT INTO passphrase_salt VALUES (?)').run(salt)
      }
    })
    this.#derived = this.#passphrase === undefined ? null : key
    if (this.#passphrase === undefined) this.#file.adopt()
    return rows.length
  }

  #rows(connection: string): readonly Row[] {
    return this.#state
      .prepare('SELECT connection, field, key, box FROM secret WHERE connection = ? ORDER BY field')
      .all(connection)
      .map((row) => Row.parse(row))
  }

  #current(): Uint8Array {
    return this.#passphrase === undefined ? this.#file.current() : this.#ofPassphrase(this.#passphrase)
  }

  #ofPassphrase(passphrase: string): Uint8Array {
    if (this.#derived === null) {
      const known = this.#state.prepare('SELECT salt FROM passphrase_salt').get()?.salt
      const salt = known instanceof Uint8Array ? known : randomBytes(16)
      if (known === undefined) this.#state.prepare('INSERT INTO passphrase_salt VALUES (?)').run(salt)
      this.#derived = keyOfPassphrase(passphrase, salt)
    }
    return this.#derived
  }

  #keyOf({ connection, field, key }: Row): Uint8Array {
    const ours = this.#passphrase === undefined ? [] : [this.#ofPassphrase(this.#passphrase)]
    const found = [...ours, ...this.#file.known()].find((known) => keyIdOf(known) === key)
    if (found !== undefined) return found
    throw new PermilleError('forbidden', `the key of the secret ${place(connection, field)} is not here`, {
      remedy: `bring back .permille/secrets.key or set ${PASSPHRASE}, or enter the secret again with \`permille connect\``,
    })
  }
}
