import type { DuckDBConnection } from '@duckdb/node-api'
import { PermilleError } from '#schema/error.ts'
import { READING_VIEWS } from '../../reading-views.ts'

/** Table functions that make rows of their arguments alone. */
const HARMLESS = new Set(['range', 'generate_series', 'unnest'])
const REMEDY = `read from ${Object.keys(READING_VIEWS).join(', ')}`

type Json = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every object of a parsed statement. */
function* objectsIn(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const item of value) yield* objectsIn(item)
  if (!isObject(value)) return
  yield value
  for (const part of Object.values(value)) yield* objectsIn(part)
}

function namedInside(statement: unknown): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { cte_map: defined } of objectsIn(statement)) {
    if (!isObject(defined) || !Array.isArray(defined.map)) continue
    for (const entry of defined.map) if (isObject(entry)) names.add(String(entry.key).toLowerCase())
  }
  return names
}

function refusalOf(statement: unknown): string | null {
  const own = namedInside(statement)
  for (const part of objectsIn(statement)) {
    if (part.type === 'BASE_TABLE') {
      const name = String(part.table_name).toLowerCase()
      const isView = Object.hasOwn(READING_VIEWS, name) && ['', 'main'].includes(String(part.schema_name))
      if (!own.has(name) && !isView) return `${String(part.table_name)} is not a table to read from`
    }
    if (part.type === 'TABLE_FUNCTION' && isObject(part.function)) {
      const name = String(part.function.function_name).toLowerCase()
      if (!HARMLESS.has(name)) return `${name} cannot be called here`
    }
    if (part.type === 'SHOW_REF' && !isObject(part.query))
      return 'only SELECT, DESCRIBE and SUMMARIZE are read'
  }
  return null
}

/**
 * Throws unless the text is one SELECT that reads the documented views and nothing else. The engine parses it, so
 * what is checked is what would run; files are out of reach because no function that opens one is let through.
 */
export async function refuseSql(connection: DuckDBConnection, text: string): Promise<void> {
  const answer = await connection.runAndReadAll('SELECT json_serialize_sql($1::VARCHAR)', [text])
  const parsed: unknown = JSON.parse(String(answer.getRows()[0]?.[0]))
  if (!isObject(parsed)) throw new PermilleError('internal', 'the SQL could not be parsed')
  if (parsed.error === true) {
    const message = String(parsed.error_message)
    throw new PermilleError(
      'usage',
      message.startsWith('Only SELECT')
        ? 'only SELECT statements are read'
        : `the SQL is not valid: ${message}`,
      { remedy: REMEDY },
    )
  }
  const { statements } = parsed
  if (!Array.isArray(statements) || statements.length !== 1)
    throw new PermilleError('usage', 'one statement at a time', { remedy: REMEDY })
  const refusal = refusalOf(statements)
  if (refusal !== null) throw new PermilleError('usage', refusal, { remedy: REMEDY })
}
