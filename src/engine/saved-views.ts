import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'

const Row = z.object({
  name: z.string(),
  address: z.string(),
  user: z.string().nullable(),
  saved_at: z.string(),
})

/** A state of the page under a name, for everybody who may look at the project. */
export interface SavedView {
  readonly name: string
  /** Path and search of the page. */
  readonly address: string
  /** Who saved it last; `null` where that was on the project's machine. */
  readonly user: string | null
  readonly savedAt: string
}

function viewOf(row: unknown): SavedView {
  const { name, address, user, saved_at } = Row.parse(row)
  return { name, address, user, savedAt: saved_at }
}

const COLUMNS = 'name, address, user, saved_at'

/** The saved views of a project; no two names differ in case alone. */
export class SavedViews {
  readonly #state: DatabaseSync

  constructor(state: DatabaseSync) {
    this.#state = state
    state.exec(`CREATE TABLE IF NOT EXISTS saved_view (
      name TEXT PRIMARY KEY COLLATE NOCASE, address TEXT NOT NULL, user TEXT, saved_at TEXT NOT NULL)`)
  }

  all(): readonly SavedView[] {
    return this.#state.prepare(`SELECT ${COLUMNS} FROM saved_view ORDER BY name`).all().map(viewOf)
  }

  /** Throws `not_found` for a name no view has. */
  require(name: string): SavedView {
    const row = this.#state.prepare(`SELECT ${COLUMNS} FROM saved_view WHERE name = ?`).get(name)
    if (row !== undefined) return viewOf(row)
    throw new PermilleError('not_found', `there is no view ${name}`, { remedy: 'see permille views list' })
  }

  /** Throws `conflict` for a name that is taken, unless it is to be replaced. */
  save({
    name,
    address,
    user,
    replace,
  }: Pick<SavedView, 'name' | 'address' | 'user'> & { readonly replace: boolean }): SavedView {
    if (!replace) this.#requireFree(name)
    this.#state
      .prepare('INSERT OR REPLACE INTO saved_view (name, address, user, saved_at) VALUES (?, ?, ?, ?)')
      .run(name, address, user, new Date().toISOString())
    return this.require(name)
  }

  rename(from: string, to: string): SavedView {
    const { name } = this.require(from)
    if (name.toLowerCase() !== to.toLowerCase()) this.#requireFree(to)
    this.#state.prepare('UPDATE saved_view SET name = ? WHERE name = ?').run(to, name)
    return this.require(to)
  }

  /** The view that was removed, with which it can be saved again. */
  remove(name: string): SavedView {
    const view = this.require(name)
    this.#state.prepare('DELETE FROM saved_view WHERE name = ?').run(view.name)
    return view
  }

  #requireFree(name: string): void {
    if (this.#state.prepare('SELECT 1 FROM saved_view WHERE name = ?').get(name) === undefined) return
    throw new PermilleError('conflict', `there is a view ${name} already`, {
      remedy: 'choose another name, or save it with replace',
    })
  }
}
