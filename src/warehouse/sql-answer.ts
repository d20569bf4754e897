/** What can be bound to a query. */
export type SqlValue = string | number | boolean | null
/** Numbers a query gathered into one cell. */
export type SqlNumbers = readonly number[] | Float64Array
/** What a query answers: a list of numbers where it gathered one. */
export type SqlCell = SqlValue | SqlNumbers
export type SqlRow = Readonly<Record<string, SqlCell>>

/** The numbers of a cell; none where it holds no list. */
export function numbersOf(cell: SqlCell | undefined): SqlNumbers {
  return typeof cell === 'object' && cell !== null ? cell : []
}

export interface SqlAnswer {
  readonly columns: readonly string[]
  readonly rows: readonly SqlRow[]
}
