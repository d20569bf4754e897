import type { DuckDBConnection } from '../../duckdb/driver.ts'
import { insertRows } from '../../duckdb/insert-rows.ts'
import type { SqlValue } from '../../warehouse.ts'
import type { ClickhouseNode } from '../node.ts'
import { DERIVED } from '../tables.ts'

/** Columns of the dictionary of outcome kinds. */
export const KIND_COLUMNS = Object.keys(DERIVED.outcome_kind)

/** Brings the kinds of outcomes the store knows into DuckDB, so that equal kinds keep their number; how many there are. */
export async function fetchKinds(connection: DuckDBConnection, node: ClickhouseNode): Promise<number> {
  const { rows } = await node.query(`SELECT ${KIND_COLUMNS.join(', ')} FROM outcome_kind`)
  const cells = rows.map((row) => KIND_COLUMNS.map((name) => plainCell(row[name])))
  await insertRows(connection, 'outcome_kind', KIND_COLUMNS, cells)
  return rows.length
}

/** The dictionary of outcome kinds as it stands in DuckDB. */
export async function kindRows(connection: DuckDBConnection): Promise<readonly (readonly SqlValue[])[]> {
  const kinds = await connection.runAndReadAll(`SELECT ${KIND_COLUMNS.join(', ')} FROM outcome_kind`)
  return kinds.getRows().map((row) => row.map(plainCell))
}

function plainCell(cell: unknown): SqlValue {
  return typeof cell === 'number' || typeof cell === 'string' ? cell : null
}
