/** A file as the world hands it over, and what must become of it. */
export interface HostileCase {
  /** File name as a person would see it. */
  readonly name: string
  readonly content: Buffer
  readonly expect: Decodes | { readonly refused: RegExp }
  readonly encoding?: string
}

/** What a whole import makes of a table that decodes, where it is not simply its rows and totals. */
export interface Imports {
  /** Status of the report; `stored` unless said. */
  readonly status?: 'stored' | 'refused' | 'needs_mapping' | 'needs_answer'
  readonly stored?: number
  readonly quarantined?: number
  readonly totalRows?: number
  readonly totals?: Readonly<Record<string, number>>
}

export interface Decodes {
  /** Data rows of the first table, rows of totals included. */
  readonly rows: number
  /** Sums of columns of the first table. */
  readonly totals?: Readonly<Record<string, number>>
  /** How many tables the file holds, where it is not one. */
  readonly tables?: number
  readonly preamble?: number
  readonly footer?: number
  /** Codes of the notes the decoder must leave. */
  readonly problems?: readonly string[]
  /** Headers the table starts with. */
  readonly headers?: readonly string[]
}
