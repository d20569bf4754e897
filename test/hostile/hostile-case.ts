/** A file as the world hands it over, and what must become of it. */
export interface HostileCase {
  /** File name as a person would see it. */
  readonly name: string
  readonly content: Buffer
  readonly expect: Decodes | { readonly refused: RegExp }
  readonly encoding?: string
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
