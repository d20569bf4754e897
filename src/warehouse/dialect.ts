/** How a store writes the few things SQL engines disagree on. */
export interface Dialect {
  readonly name: string
  /** An identifier, quoted. */
  identifier(name: string): string
  /** The first day of the week, month … a day column lies in; a week begins `firstWeekday` days after Monday. */
  truncateDay(column: string, grain: 'day' | 'week' | 'month', firstWeekday: number): string
  /** Whether two columns are equal, absent counting as equal to absent. */
  sameOrBothAbsent(left: string, right: string): string
  /** A 64-bit hash of the values of expressions. */
  hash(expressions: readonly string[]): string
  /** The entry of a map column. */
  mapEntry(column: string, keyParameter: string): string
}
