import type { DuckDBConnection } from '@duckdb/node-api'
import type { LoadOutcome } from '../../load-plan.ts'
import { measureTotals } from './measure-totals.ts'
import { type Coverage, findSuperseded, rivalLoads } from './superseded.ts'

const NOTHING: LoadOutcome['replaced'] = { rows: 0, loads: [], totals: {} }

/**
 * Moves aside the rows earlier loads hold for what this one covers. With `sameAs`, a load that holds exactly
 * the same, nothing is moved unless a third load stands between them.
 */
export async function replaceCovered(
  connection: DuckDBConnection,
  coverage: Coverage,
  sameAs: number | null,
): Promise<LoadOutcome['replaced']> {
  const { load } = coverage
  const candidates = await rivalLoads(connection, coverage)
  if (candidates.every((candidate) => candidate === sameAs)) return NOTHING
  await findSuperseded(connection, coverage, candidates)
  if (sameAs !== null) {
    const others = await connection.runAndReadAll(
      `SELECT count(*)::INTEGER FROM superseded WHERE load > ${sameAs}`,
    )
    if (Number(others.getRows()[0]?.[0]) === 0) return NOTHING
  }
  const where = 'fact.rowid IN (SELECT row_id FROM superseded)'
  const summary = await connection.runAndReadAll(
    `SELECT load, count(*)::DOUBLE AS n FROM fact WHERE ${where} GROUP BY load ORDER BY load`,
  )
  const totals = (await measureTotals(connection, 'fact', where)).get('null') ?? {}
  await connection.run(`INSERT INTO replaced_fact SELECT ${load}, * FROM fact WHERE ${where}`)
  await connection.run(`DELETE FROM fact WHERE ${where}`)
  return {
    rows: summary.getRowObjects().reduce((sum, row) => sum + Number(row.n), 0),
    loads: summary.getRowObjects().map((row) => Number(row.load)),
    totals,
  }
}
