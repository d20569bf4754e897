import type { Note } from '#schema/note.ts'
import type { SqlCell } from '#warehouse/warehouse.ts'

/** How DuckDB must read a text table; `headers` are unique and as wide as the widest row seen. */
export interface CsvFormat {
  readonly kind: 'csv'
  readonly delimiter: ',' | '\t' | ';' | '|'
  readonly quote: '"'
  readonly escape: '"'
  readonly newline: '\n' | '\r\n' | '\r'
  /** Lines before the header, for `skip=` with `header=true`. */
  readonly skipLines: number
  /** Lines up to and with the header, for `skip=` with `header=false` and our own names. */
  readonly skipLinesWithHeader: number
  readonly headers: readonly string[]
}

/** A Parquet file, read as it is; values are cast to text by the loader. */
export interface ParquetFormat {
  readonly kind: 'parquet'
  readonly headers: readonly string[]
}

/** Rows of a stream as they landed: one JSON object of texts per line. */
export interface NdjsonFormat {
  readonly kind: 'ndjson'
  readonly headers: readonly string[]
}

/** One table of an export file, on disk in a form DuckDB reads, and the facts about it. */
export interface DecodedTable {
  /** File name, plus sheet or zip member where there are several: `report.xlsx › Banner`. */
  readonly name: string
  /** The original when it is plain UTF-8 CSV or Parquet already, else a converted file in the scratch folder. */
  readonly path: string
  readonly format: CsvFormat | ParquetFormat | NdjsonFormat
  /** What the text was before: `utf-8`, `utf-16le`, `windows-1252` … */
  readonly encoding: string
  /** Cells above the header. */
  readonly preamble: readonly (readonly string[])[]
  /** Trailing lines that are no data; they are not in the file at `path`. Rows of totals are data, not footer. */
  readonly footer: readonly (readonly string[])[]
  /** First data rows as text, as wide as the headers. */
  readonly head: readonly (readonly string[])[]
  /** Last data rows as text; overlaps `head` in a short table. */
  readonly tail: readonly (readonly string[])[]
  /** Row number a spreadsheet shows for the first data row of the original. */
  readonly firstRow: number
  /** Data rows, where the whole file was looked at. */
  readonly rows: number | null
  /** When a workbook was last saved, where it says so, as an instant. */
  readonly savedAt?: string
  /** Size of the original. */
  readonly bytes: number
  readonly problems: readonly Note[]
}

export type SqlQuery = (sql: string) => Promise<{
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, SqlCell>>[]
}>

export interface DecodeOptions {
  /** What the person called the file; used in names and sentences, never opened. */
  readonly name: string
  /** Existing folder for converted files; the caller removes it. */
  readonly scratch: string
  /** A WHATWG label such as `shift_jis` or `gb18030`, when the person said so. */
  readonly encoding?: string
  /** Only this sheet of a workbook. */
  readonly sheet?: string
  /** Whether these cells are a header of a known export. */
  readonly knownHeader?: (cells: readonly string[]) => boolean
  /** Rewrites text through the tolerant reader even where it looks plain: for a file DuckDB stumbled over. */
  readonly rewrite?: boolean
  /** Asks DuckDB about a Parquet file; `Warehouse.query` fits. */
  readonly query?: SqlQuery
  readonly limits?: Partial<DecodeLimits>
  readonly signal?: AbortSignal
  readonly onProgress?: (bytesRead: number, bytesTotal: number) => void
}

export interface DecodeLimits {
  /** Bytes one file may expand to, all members together. */
  readonly expandedBytes: number
  /** Expanded bytes per packed byte, looked at once 64 MB came out. */
  readonly expansionRatio: number
  /** Files in one archive. */
  readonly members: number
  /** Columns of one table. */
  readonly columns: number
  /** Bytes of one record. */
  readonly recordBytes: number
}
