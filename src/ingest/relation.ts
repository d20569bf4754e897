import type { DecodedTable } from './decode/decoded-table.ts'

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

const LONGEST_LINE = 8_000_000
/** DuckDB would take sixteen times the longest line for every buffer. */
const BUFFER = 16_000_000

/** SQL that yields a decoded table's columns as text, in file order when asked. */
export function relationSql(table: DecodedTable, { ordered }: { readonly ordered: boolean }): string {
  const { format } = table
  if (format.kind === 'parquet') {
    const columns = format.headers.map(
      (name) => `CAST(${identifier(name)} AS VARCHAR) AS ${identifier(name)}`,
    )
    return `(SELECT ${columns.join(', ')} FROM read_parquet(${literal(table.path)}))`
  }
  const columns = format.headers.map((name) => `${literal(name)}: 'VARCHAR'`)
  const options = [
    'auto_detect = false',
    'header = false',
    `skip = ${format.skipLinesWithHeader}`,
    `delim = ${literal(format.delimiter)}`,
    `quote = ${literal(format.quote)}`,
    `escape = ${literal(format.escape)}`,
    `new_line = '${{ '\n': '\\n', '\r\n': '\\r\\n', '\r': '\\r' }[format.newline]}'`,
    `columns = {${columns.join(', ')}}`,
    `max_line_size = ${LONGEST_LINE}`,
    `buffer_size = ${BUFFER}`,
    ...(ordered ? ['parallel = false'] : []),
  ]
  return `read_csv(${literal(table.path)}, ${options.join(', ')})`
}
