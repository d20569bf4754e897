import type { SqlAnswer, SqlRow, SqlValue } from './sql-answer.ts'

/** A query whose texts are wanted once each: groups of its text columns, and its number columns. */
export interface CodedQuestion {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
  readonly groups: readonly (readonly string[])[]
  readonly numbers: readonly string[]
}

/** The different texts of some columns of an answer, and which of them each row has. */
export interface CodedTexts {
  readonly texts: readonly (readonly (string | null)[])[]
  /** Place in `texts` per row. */
  readonly codes: Int32Array
}

/** An answer of very many rows as columns, ordered by its texts: these by number, numbers with NaN where there is none. */
export interface CodedAnswer {
  readonly groups: readonly CodedTexts[]
  readonly numbers: Readonly<Record<string, Float64Array>>
}

function textsOf(row: SqlRow, columns: readonly string[]): (string | null)[] {
  return columns.map((column) => (typeof row[column] === 'string' ? row[column] : null))
}

/** Rows of a query as a coded answer, in an order that does not depend on the store's. */
export function codeRows({ rows: found }: SqlAnswer, { groups, numbers }: CodedQuestion): CodedAnswer {
  const rows = found
    .map((row) => ({ row, name: JSON.stringify(groups.map((columns) => textsOf(row, columns))) }))
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
    .map(({ row }) => row)
  return {
    groups: groups.map((columns) => {
      const known = new Map<string, number>()
      const texts: (string | null)[][] = []
      const codes = Int32Array.from(rows, (row) => {
        const own = textsOf(row, columns)
        const name = JSON.stringify(own)
        const code = known.get(name) ?? texts.push(own) - 1
        known.set(name, code)
        return code
      })
      return { texts, codes }
    }),
    numbers: Object.fromEntries(
      numbers.map((column) => {
        const numberOf = (row: SqlRow) => (typeof row[column] === 'number' ? row[column] : Number.NaN)
        return [column, Float64Array.from(rows, numberOf)]
      }),
    ),
  }
}
