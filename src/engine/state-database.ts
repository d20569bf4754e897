import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { PERMILLE_VERSION } from './version.ts'

/** Raised whenever what is kept would be misread by an earlier permille; new tables and columns are not. */
const STATE_VERSION = 1
/** The last version that did not write down which it was. */
const UNWRITTEN_VERSION = '0.1.0'

/** Which permille left a state. */
export interface StateOrigin {
  readonly permille: string
  /** Whether it has to be changed before this one can read it. */
  readonly isOlder: boolean
}

/** Opens what people decided in a project and who may come in; readable by the owner of the file only. */
export function openState(path: string): DatabaseSync {
  const state = new DatabaseSync(path)
  chmodSync(path, 0o600)
  state.exec('PRAGMA busy_timeout = 5000')
  return state
}

/** Which permille used a state before; throws `unsupported` for a newer one whose state this one cannot read. */
export function originOf(state: DatabaseSync): StateOrigin {
  const { version } = z
    .object({ version: z.number() })
    .parse(state.prepare('SELECT user_version AS version FROM pragma_user_version').get())
  state.exec('CREATE TABLE IF NOT EXISTS permille_version (version TEXT NOT NULL)')
  const row = state.prepare('SELECT version FROM permille_version').get()
  const permille = z.object({ version: z.string() }).safeParse(row).data?.version ?? UNWRITTEN_VERSION
  if (version > STATE_VERSION) {
    throw new PermilleError('unsupported', `this project was last used by a newer permille, ${permille}`, {
      remedy: 'update permille, or open a backup made with this version',
    })
  }
  // Before versions were counted, states were as they are in the first.
  return { permille, isOlder: version > 0 && version < STATE_VERSION }
}

/** Writes down that this permille used a state. */
export function markState(state: DatabaseSync): void {
  const row = state.prepare('SELECT version FROM permille_version').get()
  if (row?.version === PERMILLE_VERSION) return
  inTransaction(state, () => {
    state.exec(`DELETE FROM permille_version; PRAGMA user_version = ${STATE_VERSION}`)
    state.prepare('INSERT INTO permille_version VALUES (?)').run(PERMILLE_VERSION)
  })
}

/** Adds a column that a table made by an earlier version lacks. */
export function addColumn(state: DatabaseSync, table: string, column: string, type: string): void {
  const known = state.prepare('SELECT name FROM pragma_table_info(?)').all(table)
  if (known.some(({ name }) => name === column)) return
  state.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`)
}

/** A column of JSON text, read as what the schema says. */
export function jsonText<Schema extends z.ZodType>(schema: Schema) {
  return z.string().transform((text): z.output<Schema> => schema.parse(JSON.parse(text)))
}

/** Does work that is written whole or not at all; what it answers. */
export function inTransaction<T>(state: DatabaseSync, work: () => T): T {
  // Immediate: a writer that waits for its turn sees what the one before it wrote.
  state.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    state.exec('COMMIT')
    return result
  } catch (error) {
    state.exec('ROLLBACK')
    throw error
  }
}
