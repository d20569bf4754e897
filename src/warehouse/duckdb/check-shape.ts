import type { DuckDBConnection } from '@duckdb/node-api'
import { PermilleError } from '#schema/error.ts'
import { identifier, textLiteral } from './literal.ts'
import type { Migration } from './migrations/index.ts'

const SHAPE = 'permille_shape'

async function columnsOf(
  connection: DuckDBConnection,
  database: string,
): Promise<ReadonlyMap<string, string>> {
  const answer = await connection.runAndReadAll(
    `SELECT table_name, string_agg(column_name || ' ' || data_type, ', ' ORDER BY column_index) AS columns
     FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, schema_name, table_name)
     WHERE database_name = ${textLiteral(database)} GROUP BY table_name ORDER BY table_name`,
  )
  return new Map(answer.getRows().map(([table, columns]) => [String(table), String(columns)]))
}

/**
 * Throws `unsupported` where the tables of a database are not those that the migrations it names make: it was
 * written by a version whose migrations were not these, and no statement written for these fits it.
 */
export async function checkShape(connection: DuckDBConnection, applied: readonly Migration[]): Promise<void> {
  const [own] = (await connection.runAndReadAll('SELECT current_database()')).getRows()
  const home = String(own?.[0])
  await connection.run(`ATTACH ':memory:' AS ${SHAPE}`)
  try {
    await connection.run(`USE ${SHAPE}`)
    for (const { statements } of applied) for (const sql of statements) await connection.run(sql)
    const found = await columnsOf(connection, home)
    for (const [table, columns] of await columnsOf(connection, SHAPE)) {
      if (found.get(table) === columns) continue
      throw new PermilleError(
        'unsupported',
        `the store of this project was made by a version of permille this one cannot take over: its table ${table} is ${found.has(table) ? 'another' : 'missing'}`,
        {
          remedy:
            'use the version that made it, or move .permille/warehouse.duckdb away and import your files again',
        },
      )
    }
  } finally {
    await connection.run(`USE ${identifier(home)}`)
    await connection.run(`DETACH ${SHAPE}`)
  }
}
