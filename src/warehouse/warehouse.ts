import type { Dialect } from './dialect.ts'
import type { LoadOutcome, LoadPlan } from './load-plan.ts'

/** What can be bound to a query. */
export type SqlValue = string | number | boolean | null
/** What a query answers: a list of numbers where it gathered one. */
export type SqlCell = SqlValue | readonly number[]
export type SqlRow = Readonly<Record<string, SqlCell>>

export interface SqlAnswer {
  readonly columns: readonly string[]
  readonly rows: readonly SqlRow[]
}

/** Progress of a load: rows in the store so far, of about how many. */
export type LoadProgress = (progress: { readonly fraction: number }) => void

export interface LoadOptions {
  /** False rehearses the whole load and takes it back: the preview is the load. */
  readonly commit: boolean
  readonly onProgress?: LoadProgress
}

/** A store of landed rows: the only way any other room reaches a database. */
export interface Warehouse {
  readonly dialect: Dialect
  /** Rows of one query; parameters are bound, days arrive as `YYYY-MM-DD`, numbers as JavaScript numbers. */
  query(sql: string, parameters?: readonly SqlValue[]): Promise<SqlAnswer>
  /** Statements that change the store, all or none of them. */
  change(statements: readonly { sql: string; parameters?: readonly SqlValue[] }[]): Promise<void>
  /** Replaces a small derived table by the given rows. */
  replaceTable(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void>
  /** Reads a decoded file into the store, replacing what it covers. */
  load(plan: LoadPlan, options: LoadOptions): Promise<LoadOutcome>
  /** Writes the rows of a query to a CSV file with a header, inside the folders the store may use. */
  writeCsv(sql: string, path: string): Promise<void>
  /** Takes a load back and restores what it replaced. */
  undo(load: number): Promise<void>
  close(): Promise<void>
}
