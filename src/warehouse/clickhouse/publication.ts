import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import type { ClickhouseNode } from './node.ts'

/** What counts in the store: its loads in force, and which version of each derived table. */
export interface Published {
  readonly version: number
  readonly loads: readonly number[]
  readonly tables: Readonly<Record<string, number>>
}

/** What the next publication changes. */
export interface Change {
  readonly load: number | null
  readonly undone: number | null
  readonly tables: Readonly<Record<string, number>>
}

const Versions = z.record(z.string(), z.coerce.number())

/** Reads what counts. */
export async function readPublished(node: ClickhouseNode): Promise<Published> {
  const newest = await node.query(
    'SELECT version, toJSONString(tables) AS tables FROM publication ORDER BY version DESC LIMIT 1',
  )
  const loads = await node.query(
    `SELECT load FROM publication WHERE load IS NOT NULL
       AND load NOT IN (SELECT undone FROM publication WHERE undone IS NOT NULL) ORDER BY load`,
  )
  const [row] = newest.rows
  return {
    version: Number(row?.version ?? 0),
    loads: loads.rows.map(({ load }) => Number(load)),
    tables: row === undefined ? {} : Versions.parse(JSON.parse(String(row.tables))),
  }
}

function overtaken(): PermilleError {
  return new PermilleError('conflict', 'another permille changed the same ClickHouse database meanwhile', {
    remedy: 'nothing was changed by this command; run it again',
  })
}

/**
 * Makes a change count, by one inserted row. Of two writers that saw the same version the server keeps the
 * row of one; the other reads whose it is and gives up.
 */
export async function publish(node: ClickhouseNode, seen: Published, change: Change): Promise<void> {
  const version = seen.version + 1
  const writer = randomUUID()
  const row = [version, writer, instant(), change.load, change.undone, { ...seen.tables, ...change.tables }]
  const columns = ['version', 'writer', 'at', 'load', 'undone', 'tables']
  await node.insertRows('publication', columns, [row], `publication ${version}`)
  const { rows } = await node.query('SELECT writer FROM publication WHERE version = $1', [version])
  if (rows[0]?.writer !== writer) throw overtaken()
}

/** Makes a whole history count at once: every load, and those that were undone after it. */
export async function publishHistory(
  node: ClickhouseNode,
  seen: Published,
  loads: readonly { readonly load: number; readonly isUndone: boolean }[],
  tables: Change['tables'],
): Promise<void> {
  const changes = [
    ...loads.map(({ load }) => ({ load, undone: null })),
    ...loads.filter(({ isUndone }) => isUndone).map(({ load }) => ({ load: null, undone: load })),
  ]
  const writer = randomUUID()
  const rows = changes.map(({ load, undone }, place) => [
    seen.version + 1 + place,
    writer,
    instant(),
    load,
    undone,
    { ...seen.tables, ...tables },
  ])
  if (rows.length === 0) return
  const columns = ['version', 'writer', 'at', 'load', 'undone', 'tables']
  const version = seen.version + 1
  await node.insertRows('publication', columns, rows, `publication ${version}`)
  const kept = await node.query('SELECT writer FROM publication WHERE version = $1', [version])
  if (kept.rows[0]?.writer !== writer) throw overtaken()
}

const COPIER = 'copy '

/** Whether a writer that took numbers copies another store. */
export function isCopier(writer: string): boolean {
  return writer.startsWith(COPIER)
}

/** Takes load numbers over from another store, into one that gave none but those of the same copy. */
export async function takeNumbers(node: ClickhouseNode, loads: readonly number[]): Promise<void> {
  const writer = `${COPIER}${randomUUID()}`
  const [first] = loads
  if (first === undefined) return
  const rows = loads.map((load) => [load, writer, instant()])
  await node.insertRows('load_number', ['load', 'writer', 'at'], rows, `load ${first}`)
  const kept = await node.query('SELECT writer FROM load_number WHERE load = $1', [first])
  if (kept.rows[0]?.writer !== writer) throw overtaken()
}

/** Takes the next load number, which no other writer gets, published or not. */
export async function reserveLoad(node: ClickhouseNode): Promise<number> {
  const load = await nextLoad(node)
  const writer = randomUUID()
  await node.insertRows('load_number', ['load', 'writer', 'at'], [[load, writer, instant()]], `load ${load}`)
  const { rows } = await node.query('SELECT writer FROM load_number WHERE load = $1', [load])
  if (rows[0]?.writer !== writer) throw overtaken()
  return load
}

/** The number the next load would get. */
export async function nextLoad(node: ClickhouseNode): Promise<number> {
  const { rows } = await node.query('SELECT coalesce(max(load), 0) + 1 AS load FROM load_number')
  return Number(rows[0]?.load ?? 1)
}

function instant(): string {
  return new Date().toISOString().replace('T', ' ').replace('Z', '')
}
