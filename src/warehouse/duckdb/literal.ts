/** A text as an SQL literal, for places DuckDB takes no parameter (file names, settings). */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A name as a quoted SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text or `NULL`. */
export function textOrNull(text: string | null): string {
  return text === null ? 'NULL' : textLiteral(text)
}
