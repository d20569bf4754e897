import type { CodedAnswer, CodedQuestion } from './coded-answer.ts'
import type { Dialect } from './dialect.ts'
import type { LoadOutcome, LoadPlan } from './load-plan.ts'
import type { SqlAnswer, SqlCell, SqlValue } from './sql-answer.ts'

export {
  numbersOf,
  type SqlAnswer,
  type SqlCell,
  type SqlNumbers,
  type SqlRow,
  type SqlValue,
} from './sql-answer.ts'

/** How far a load is: the fraction of the file, and rows read where the store counts them. */
export type LoadProgress = (progress: { readonly fraction: number; readonly rows: number }) => void

/** The store inside one transaction. */
export interface Session {
  readonly dialect: Dialect
  query(sql: string, parameters?: readonly SqlValue[]): Promise<SqlAnswer>
  /** SQL of a stored table as this transaction leaves it. */
  table(name: string): string
  /** Keeps the rows of a query until the transaction ends; SQL that reads them. */
  step(name: string, sql: string): Promise<string>
  /** Replaces a derived table by the rows of queries. */
  refillTable(table: string, columns: readonly string[], queries: readonly string[]): Promise<void>
  /** Replaces what a derived table holds of some loads by the rows of a query. */
  refillLoads(
    table: string,
    columns: readonly string[],
    loads: readonly number[],
    query: string,
  ): Promise<void>
  /** Replaces a small table by the given rows. */
  replaceTable(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ): Promise<void>
}

/** Brings what is derived from the rows up to date, in the transaction that changes the rows of these loads. */
export type Derive = (session: Session, changed: readonly number[]) => Promise<void>

export interface LoadOptions {
  /** False rehearses the whole load and takes it back: the preview is the load. */
  readonly commit: boolean
  readonly onProgress?: LoadProgress
  /** Ends the load before its end, as if it had never begun. */
  readonly signal?: AbortSignal
  readonly derive?: Derive
}

export interface CopyOptions {
  readonly derive: Derive
  readonly onProgress?: LoadProgress
  /** Ends the copy before its end: nothing of it counts, and it can be taken up. */
  readonly signal?: AbortSignal
}

export interface CopyOutcome {
  readonly loads: number
  /** How many of them an interrupted copy had brought there whole. */
  readonly found: number
}

/** What SQL written by a person answers; `isCut` where there were more rows than asked for. */
export interface AskedSql {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly SqlCell[])[]
  readonly isCut: boolean
}

/** Touches to be deleted: those of loads, or those of a device or address by its keyed hash. */
export type ForgottenTouches =
  | { readonly loads: readonly number[] }
  | {
      /** Of 24 hexadecimal digits. */
      readonly keys: readonly string[]
      /** The same, of devices alone. */
      readonly devices: readonly string[]
    }

/** What is done before tables that an earlier version made are changed. */
export interface BeforeUpgrade {
  /** Whether it is due though the tables are of this version. */
  readonly isDue: boolean
  /** Done while the store is closed; `migration` is its last one, `null` where rows are outside of the project. */
  run(migration: number | null): Promise<void>
}

/** A store of landed rows: the only way any other room reaches a database. */
export interface Warehouse {
  readonly dialect: Dialect
  /** Rows of one query; parameters are bound, days arrive as `YYYY-MM-DD`, numbers as JavaScript numbers. */
  query(sql: string, parameters?: readonly SqlValue[]): Promise<SqlAnswer>
  /** The answer of one query as columns with every text once; for answers of very many rows. */
  queryCoded(question: CodedQuestion): Promise<CodedAnswer>
  /** Rows of a SELECT a person wrote over the documented views; refuses everything else. */
  askSql(text: string, bounds: { readonly limit: number; readonly seconds: number }): Promise<AskedSql>
  /** Work that changes the store, all of it or nothing. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>
  /** Reads a decoded file into the store, replacing what it covers. */
  load(plan: LoadPlan, options: LoadOptions): Promise<LoadOutcome>
  /**
   * Keeps the touches of a raw log whose load has none yet, counted as it is; how many there are. Throws `conflict` where
   * its rows were told apart otherwise when it was loaded.
   */
  fillTouches(plan: LoadPlan, load: number): Promise<number>
  /** Deletes touches, and cells of rows that could not be read where they are one of the keys; how many touches. */
  forgetTouches(which: ForgottenTouches): Promise<number>
  /** Rows of a query over files, which DuckDB reads on this machine whatever the store is. */
  readFiles(sql: string): Promise<SqlAnswer>
  /** Writes the rows of a query over files to a CSV file with a header, inside the folders it may use. */
  writeCsv(sql: string, path: string): Promise<void>
  /** Writes the rows of a query over files to a Parquet file with these texts as its metadata. */
  writeParquet(sql: string, path: string, metadata: Readonly<Record<string, string>>): Promise<void>
  /** Takes a load back and restores what it replaced. */
  undo(load: number, derive: Derive): Promise<void>
  /** Copies every load into the store at an address, by way of a folder; takes up a copy that was interrupted. */
  copyTo(address: string, folder: string, options: CopyOptions): Promise<CopyOutcome>
  /**
   * Writes all it holds, as of one moment, into a new database file inside the folders it may use; the number of its
   * last migration, or `null` where rows are kept outside of the project and nothing is written.
   */
  copyAside(path: string): Promise<number | null>
  close(): Promise<void>
}
