import { randomInt } from 'node:crypto'
import { PermilleError } from '#schema/error.ts'
import type { Session, SqlAnswer, SqlValue } from '../warehouse.ts'
import { clickhouseDialect, identifier } from './dialect.ts'
import type { ClickhouseNode } from './node.ts'
import type { Published } from './publication.ts'
import { DERIVED, FACT_COLUMNS, isDerived } from './tables.ts'

const ROWS_AT_ONCE = 20_000
/** Tables up to this size are compared before they are written anew. */
const COMPARED_ROWS = 20_000

/** Derived tables written beside those that count, for loads that may not count yet. */
export class ClickhouseSession implements Session {
  readonly dialect = clickhouseDialect
  readonly #node: ClickhouseNode
  readonly #loads: readonly number[]
  readonly #draft = Date.now() * 1000 + randomInt(1000)
  readonly #tables: Record<string, number>
  readonly #written = new Set<string>()
  readonly #steps: string[] = []

  constructor(node: ClickhouseNode, seen: Published, loads: readonly number[]) {
    this.#node = node
    this.#loads = loads
    this.#tables = { ...seen.tables }
  }

  /** Whether anything was written. */
  get hasChanged(): boolean {
    return this.#written.size > 0
  }

  /** The version of each table as this session leaves it. */
  get tables(): Readonly<Record<string, number>> {
    return this.#tables
  }

  query(sql: string, parameters: readonly SqlValue[] = []): Promise<SqlAnswer> {
    return this.#node.query(sql, parameters)
  }

  readonly table = (name: string): string => {
    if (name === 'load' || name === 'member') {
      return `(SELECT * FROM landed_${name} WHERE load IN (${this.#loads.join(', ') || 'NULL'}))`
    }
    if (name === 'fact') {
      return `(SELECT ${FACT_COLUMNS.join(', ')} FROM landed_fact f WHERE ${clickhouseDialect.inForce(this.#loads).join(' AND ')})`
    }
    if (!isDerived(name)) throw new PermilleError('internal', `no derivation may read ${name}`)
    return `(SELECT ${Object.keys(DERIVED[name]).join(', ')} FROM derived_${name} WHERE version = ${this.#tables[name] ?? 0})`
  }

  async step(name: string, sql: string): Promise<string> {
    const table = identifier(`step_${this.#draft}_${name}`)
    this.#steps.push(table)
    await this.#node.run(`CREATE TABLE ${table} ENGINE = MergeTree ORDER BY tuple() AS ${sql}`)
    return table
  }

  async refillTable(table: string, columns: readonly string[], queries: readonly string[]): Promise<void> {
    this.#begin(table)
    for (const query of queries) await this.#insert(table, columns, query)
  }

  async refillLoads(
    table: string,
    columns: readonly string[],
    loads: readonly number[],
    query: string,
  ): Promise<void> {
    const names = columns.map(identifier).join(', ')
    const others = loads.map((load) => `load <> ${load}`).join(' AND ') || 'TRUE'
    const kept = `SELECT ${names} FROM ${this.table(table)} WHERE ${others}`
    this.#begin(table)
    await this.#insert(table, columns, kept)
    await this.#insert(table, columns, query)
  }

  async #insert(table: string, columns: readonly string[], query: string): Promise<void> {
    await this.#node.run(
      `INSERT INTO derived_${table} (version, ${columns.map(identifier).join(', ')})
       SELECT ${this.#draft}, * FROM (${query})`,
    )
  }

  async replaceTable(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void> {
    if (await this.#holds(table, columns, rows)) return
    this.#begin(table)
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
      await this.#node.insertRows(
        `derived_${table}`,
        ['version', ...columns],
        rows.slice(start, start + ROWS_AT_ONCE).map((row) => [this.#draft, ...row]),
        `${table} ${this.#draft} ${start}`,
      )
    }
  }

  /** Whether a small table has exactly these rows already, so that opening a store writes nothing. */
  async #holds(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<boolean> {
    if (!isDerived(table) || this.#tables[table] === undefined || rows.length > COMPARED_ROWS) return false
    const stored = await this.query(
      `SELECT ${columns.map(identifier).join(', ')} FROM ${this.table(table)} LIMIT ${COMPARED_ROWS + 1}`,
    )
    const text = (cells: readonly unknown[]) => JSON.stringify(cells)
    const known = stored.rows.map((row) => text(columns.map((name) => row[name] ?? null))).sort()
    return JSON.stringify(known) === JSON.stringify(rows.map(text).sort())
  }

  /** Takes a version of its own for a table, once: what another writer wrote meanwhile is never among its rows. */
  #begin(table: string): void {
    if (!isDerived(table)) throw new PermilleError('internal', `${table} is no derived table`)
    if (this.#written.has(table)) throw new PermilleError('internal', `${table} was written twice`)
    this.#written.add(table)
    this.#tables[table] = this.#draft
  }

  /** Removes what only the steps needed. */
  async end(): Promise<void> {
    const steps = this.#steps.splice(0)
    if (steps.length > 0) await this.#node.run(`DROP TABLE IF EXISTS ${steps.join(', ')}`)
  }
}
