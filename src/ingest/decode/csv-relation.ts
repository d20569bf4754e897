import type { CsvFormat } from './decoded-table.ts'

/** `FROM` expression under which DuckDB reads a decoded text table strictly, every column as text. */
export function csvRelation(
  path: string,
  format: CsvFormat,
  options: { maxLineBytes?: number } = {},
): string {
  const columns = format.headers.map((header) => `${literal(header)}: 'VARCHAR'`)
  const settings = [
    `delim = ${literal(format.delimiter)}`,
    `quote = ${literal(format.quote)}`,
    `escape = ${literal(format.escape)}`,
    `skip = ${format.skipLinesWithHeader}`,
    'header = false',
    'auto_detect = false',
    // The file may be called .gz and be plain text all the same.
    `compression = 'none'`,
    `max_line_size = ${options.maxLineBytes ?? 16 * 2 ** 20}`,
    `columns = {${columns.join(', ')}}`,
  ]
  return `read_csv(${literal(path)}, ${settings.join(', ')})`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
