/** How a store writes the few things SQL engines disagree on. */
export interface Dialect {
  readonly name: string
  /** An identifier, quoted. */
  identifier(name: string): string
  /** A text as a literal, where no parameter can be bound. */
  textLiteral(text: string): string
  /** The first day of the week, month … a day column lies in; a week begins `firstWeekday` days after Monday. */
  truncateDay(column: string, grain: 'day' | 'week' | 'month', firstWeekday: number): string
  /** Whether two columns are equal, absent counting as equal to absent. */
  sameOrBothAbsent(left: string, right: string): string
  /** A 64-bit hash of the values of expressions. */
  hash(expressions: readonly string[]): string
  /** The entry of a map column. */
  mapEntry(column: string, keyParameter: string): string
  /** The entries of a map column as one text, in order. */
  mapText(column: string): string
  /** What MD5 makes of a text, in hexadecimal digits: the same in every store. */
  digest(text: string): string
  /** A text in lower case, in any script. */
  lower(text: string): string
  /** Whether a text holds another. */
  containsText(text: string, part: string): string
  /** Whether a regular expression, which begins and ends with the text, fits it. */
  matchesPattern(text: string, pattern: string): string
  /** What a group of a regular expression holds; an empty text where it does not fit. */
  patternGroup(text: string, pattern: string, group: number): string
  /** A text with every run of white space turned into one blank. */
  collapseSpaces(text: string): string
  /** Aggregate: the value of an expression where another is largest, of several the last in order; absent ones left aside. */
  latest(value: string, by: string): string
  /** Aggregate: the values of an expression, as a list. */
  list(expression: string): string
  /** Aggregate: the different texts of an expression in order, joined; absent where there are none. */
  distinctTexts(expression: string, separator: ',' | ', ' | ' ' | ' | '): string
  /** The texts of a list in one. */
  joinTexts(list: string, separator: ', '): string
  /** Whether a value is among those of a query that is run once, wherever the rows lie. */
  isAmong(value: string, query: string): string
  /** Keyword that joins facts with rows that are gathered once, wherever the facts lie. */
  readonly joinGathered: string
  /** Table of facts as a question sums them; what is not in force has to be left out. */
  readonly factTable: string
  /** Conditions that hold for the facts `f` of these loads that none of them replaced. */
  inForce(loads: readonly number[]): readonly string[]
  /** Table of the facts of large loads, summed over what questions about creatives do not ask. */
  readonly rolledFactTable: string
  /** Conditions that hold for the rolled facts `f` that sum what these loads have in force. */
  rolledInForce(loads: readonly number[]): readonly string[]
}
