import type { SqlValue } from '../warehouse.ts'

const TEXT_OR_PARAMETER = /'(?:[^'\\]|\\.|'')*'|\$(\d+)/g

function typeOf(value: SqlValue | undefined): string {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'Int64' : 'Float64'
  if (typeof value === 'boolean') return 'Bool'
  return value === null || value === undefined ? 'Nullable(String)' : 'String'
}

/** SQL with `$1`, `$2` … as ClickHouse names and types bound parameters, and their values. */
export function bindParameters(
  sql: string,
  values: readonly SqlValue[],
): { readonly query: string; readonly query_params: Readonly<Record<string, SqlValue>> } {
  const query = sql.replaceAll(TEXT_OR_PARAMETER, (text, number: string | undefined) =>
    number === undefined ? text : `{p${number}:${typeOf(values[Number(number) - 1])}}`,
  )
  return { query, query_params: Object.fromEntries(values.map((value, index) => [`p${index + 1}`, value])) }
}
