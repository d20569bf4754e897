import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** Opens what people decided in a project and who may come in; readable by the owner of the file only. */
export function openState(path: string): DatabaseSync {
  const state = new DatabaseSync(path)
  chmodSync(path, 0o600)
  state.exec('PRAGMA busy_timeout = 5000')
  return state
}

/** Adds a column that a table made by an earlier version lacks. */
export function addColumn(state: DatabaseSync, table: string, column: string, type: string): void {
  const known = state.prepare('SELECT name FROM pragma_table_info(?)').all(table)
  if (known.some(({ name }) => name === column)) return
  state.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`)
}
