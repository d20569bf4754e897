import type { DuckDBConnection } from '@duckdb/node-api'
import { PermilleError } from '#schema/error.ts'
import { clockTime } from '../../clock-time.ts'
import type { AskedSql, SqlCell } from '../../warehouse.ts'
import { readVector } from '../read-vector.ts'
import { refuseSql } from './refuse-sql.ts'

/** A plain value; times without a zone, which the view says, and lists as text. */
function cellText(value: SqlCell, type: string): SqlCell {
  if (typeof value === 'string' && type === 'TIMESTAMP') return clockTime(value)
  return typeof value === 'object' && value !== null ? value.join(', ') : value
}

async function read(connection: DuckDBConnection, text: string, limit: number): Promise<AskedSql> {
  const result = await connection.stream(text)
  const names = result.columnNames()
  const types = result.columnTypes().map(String)
  const rows: SqlCell[][] = []
  while (rows.length <= limit) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) break
    const columns = names.map((_, index) => readVector(chunk.getColumnVector(index)))
    for (let place = 0; place < chunk.rowCount && rows.length <= limit; place += 1)
      rows.push(columns.map((cells, index) => cellText(cells[place] ?? null, types[index] ?? '')))
  }
  return {
    columns: names.map((name, index) => ({ name, type: types[index] ?? '' })),
    rows: rows.slice(0, limit),
    isCut: rows.length > limit,
  }
}

/** The rows of a SELECT a person wrote, over the documented views alone; stopped after so many seconds. */
export async function askSql(
  connection: DuckDBConnection,
  text: string,
  { limit, seconds }: { readonly limit: number; readonly seconds: number },
): Promise<AskedSql> {
  await refuseSql(connection, text)
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    connection.interrupt()
  }, seconds * 1000)
  try {
    return await read(connection, text, limit)
  } catch (error) {
    if (isLate) {
      throw new PermilleError('too_large', `the query took longer than ${seconds} s and was stopped`, {
        remedy: 'ask for fewer days, or add them up first',
      })
    }
    const message = error instanceof Error ? error.message : String(error)
    throw new PermilleError('usage', `the SQL cannot be answered: ${message.split('\n')[0]}`, {
      cause: error,
    })
  } finally {
    clearTimeout(timer)
  }
}
