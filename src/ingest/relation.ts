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

/** A byte that JSON never holds as it is, so that a line is one cell. */
const NEVER = '\\x1f'

function linesSql(path: string): string {
  const options = [
    'auto_detect = false',
    'header = false',
    `delim = '${NEVER}'`,
    "quote = ''",
    "escape = ''",
    "new_line = '\\n'",
    "columns = {'line': 'VARCHAR'}",
    `max_line_size = ${LONGEST_LINE}`,
    `buffer_size = ${BUFFER}`,
    'parallel = false',
  ]
  return `read_csv(${literal(path)}, ${options.join(', ')})`
}

function ndjsonSql(path: string, headers: readonly string[], ordered: boolean): string {
  // DuckDB cannot be told to read JSON in order, but lines of text it can.
  if (ordered) {
    const pointer = (name: string) => literal(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    const cells = headers.map((name) => `line ->> ${pointer(name)} AS ${identifier(name)}`)
    return `(SELECT ${cells.join(', ')} FROM ${linesSql(path)})`
  }
  const columns = headers.map((name) => `${literal(name)}: 'VARCHAR'`)
  return `read_json(${literal(path)}, format = 'newline_delimited', columns = {${columns.join(', ')}},
    maximum_object_size = ${LONGEST_LINE})`
}

/** SQL that yields a decoded table's columns as text, in file order when asked. */
export function relationSql(table: DecodedTable, { ordered }: { readonly ordered: boolean }): string {
  const { format } = table
  if (format.kind === 'ndjson') return ndjsonSql(table.path, format.headers, ordered)
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
