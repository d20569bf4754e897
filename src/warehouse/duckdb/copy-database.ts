import type { DuckDBConnection } from '@duckdb/node-api'
import { identifier, textLiteral } from './literal.ts'

const COPY = 'permille_copy'

/** Writes the whole database, as of one moment, into a new file; the number of its last migration. */
export async function copyDatabase(connection: DuckDBConnection, path: string): Promise<number> {
  const [row] = (
    await connection.runAndReadAll('SELECT current_database(), max(version) FROM migration')
  ).getRows()
  await connection.run(`ATTACH ${textLiteral(path)} AS ${COPY}`)
  try {
    await connection.run(`COPY FROM DATABASE ${identifier(String(row?.[0]))} TO ${COPY}`)
  } finally {
    await connection.run(`DETACH ${COPY}`)
  }
  return Number(row?.[1])
}
