import type { DuckDBConnection } from '../../duckdb/driver.ts'
import { insertRows } from '../../duckdb/insert-rows.ts'
import { measureTotals } from '../../duckdb/load/measure-totals.ts'
import { type Coverage, findCovered, isCovered } from '../../duckdb/load/superseded.ts'
import type { LoadOutcome } from '../../load-plan.ts'
import type { ClickhouseNode } from '../node.ts'
import { SLICE_SUMS } from '../tables.ts'

/** A slice of another load that a load takes the place of. */
export interface Replacement {
  readonly slice: string
  readonly load: number
}

/** What a load replaces: what people are told, and every slice, those others replaced before included. */
export interface Replaced {
  readonly outcome: LoadOutcome['replaced']
  readonly slices: readonly Replacement[]
}

const TEXTS = ['network', 'account', 'app', 'os', 'campaign', 'period_start', 'period_end'] as const

/** Fills the temporary table `rival` with the slices of these loads between two days, and without a day. */
async function fetchRivals(
  connection: DuckDBConnection,
  node: ClickhouseNode,
  loads: readonly number[],
  inForce: readonly number[],
): Promise<void> {
  const span = await connection.runAndReadAll(
    'SELECT min(first_day)::VARCHAR, max(last_day)::VARCHAR FROM covered_days',
  )
  const [from = null, to = null] = span.getRows()[0] ?? []
  const days = from === null ? 'day IS NULL' : '(day IS NULL OR day BETWEEN $1::DATE AND $2::DATE)'
  const { rows } = await node.query(
    `SELECT slice::VARCHAR AS slice, load, day, kind, rows, ${TEXTS.join(', ')}, ${SLICE_SUMS.join(', ')},
      (slice IN (SELECT slice FROM landed_replacement WHERE replaced_by IN (${inForce.join(', ')})))::BOOLEAN AS hidden
     FROM landed_slice WHERE load IN (${loads.join(', ')}) AND ${days}`,
    from === null ? [] : [String(from), String(to)],
  )
  const money = new Set(['spend', 'value'])
  const sums = SLICE_SUMS.map((name) => `${name} ${money.has(name) ? 'DECIMAL(38, 6)' : 'DOUBLE'}`)
  await connection.run(`CREATE OR REPLACE TEMP TABLE rival (slice VARCHAR, load INTEGER, day DATE, kind SMALLINT,
    rows BIGINT, ${TEXTS.map((name) => `${name} VARCHAR`).join(', ')}, ${sums.join(', ')}, hidden BOOLEAN)`)
  const columns = ['slice', 'load', 'day', 'kind', 'rows', ...TEXTS, ...SLICE_SUMS, 'hidden']
  const cells = rows.map((row) => columns.map((name) => cellOf(row[name])))
  await insertRows(connection, 'rival', columns, cells)
}

function cellOf(cell: unknown): string | number | boolean | null {
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? cell : null
}

/** Finds what a load that stands in DuckDB replaces among loads of the store. */
export async function findReplaced(
  connection: DuckDBConnection,
  node: ClickhouseNode,
  coverage: Coverage,
  candidates: readonly number[],
  inForce: readonly number[],
): Promise<Replaced> {
  await findCovered(connection, coverage)
  await fetchRivals(connection, node, candidates, inForce)
  await connection.run(`CREATE OR REPLACE TEMP TABLE superseded AS
    SELECT f.* FROM rival f JOIN rival m ON m.rowid = f.rowid WHERE ${isCovered(coverage, 'm.campaign')}`)
  const visible = await connection.runAndReadAll(
    'SELECT load, sum(rows)::DOUBLE AS n FROM superseded WHERE NOT hidden GROUP BY load ORDER BY load',
  )
  const totals = await measureTotals(connection, 'superseded', 'NOT hidden')
  const slices = await connection.runAndReadAll('SELECT DISTINCT slice, load FROM superseded')
  const loads = visible.getRowObjects()
  return {
    outcome: {
      rows: loads.reduce((sum, { n }) => sum + Number(n), 0),
      loads: loads.map(({ load }) => Number(load)),
      totals: totals.get('null') ?? {},
    },
    slices: slices.getRowObjects().map(({ slice, load }) => ({ slice: String(slice), load: Number(load) })),
  }
}
