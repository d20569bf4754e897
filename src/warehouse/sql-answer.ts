/** What can be bound to a query. */
export type SqlValue = string | number | boolean | null
/** What a query answers: a list of numbers where it gathered one. */
export type SqlCell = SqlValue | readonly number[]
export type SqlRow = Readonly<Record<string, SqlCell>>

export interface SqlAnswer {
  readonly columns: readonly string[]
  readonly rows: readonly SqlRow[]
}
