import { PermilleError } from '#schema/error.ts'
import type { DuckDBConnection } from '../../duckdb/driver.ts'
import { namesCampaigns } from '../../duckdb/load/load-record.ts'
import { findCovered, isCovered } from '../../duckdb/load/superseded.ts'
import { type LoadSlice, sliceOfLoad } from '../../load-slice.ts'

/** A load of the store that is copied, with what decides which slices it covers. */
export interface KnownLoad {
  readonly load: number
  readonly family: string
  readonly namesCampaigns: boolean
  readonly slice: LoadSlice | null
  readonly isUndone: boolean
}

/** Every load of a DuckDB store, in order. */
export async function readLoads(connection: DuckDBConnection): Promise<readonly KnownLoad[]> {
  const answer = await connection.runAndReadAll(
    'SELECT load, source, report, dimensions, settings, undone_at IS NOT NULL AS undone FROM load ORDER BY load',
  )
  return answer.getRowObjects().map((row) => {
    const dimensions = String(row.dimensions).split(' ')
    const slice = sliceOfLoad(String(row.settings))
    return {
      load: Number(row.load),
      family: JSON.stringify([String(row.source), String(row.report)]),
      namesCampaigns: namesCampaigns(dimensions, slice),
      slice,
      isUndone: row.undone === true,
    }
  })
}

/** Makes the temporary table `known_slice`, of nothing yet. */
export async function forgetSlices(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE known_slice (slice UBIGINT, load INTEGER, account VARCHAR,
    app VARCHAR, os VARCHAR, campaign VARCHAR, day DATE, period_start VARCHAR, period_end VARCHAR, states BOOLEAN[])`)
}

/** Adds to `known_slice` the slices of a load that stands cut, each with whether its rows still count. */
export async function rememberSlices(connection: DuckDBConnection, load: number): Promise<void> {
  await connection.run(`INSERT INTO known_slice
    SELECT s.slice, ${load}, s.account, s.app, s.os, s.campaign, s.day, s.period_start, s.period_end, f.states
    FROM (SELECT DISTINCT slice, account, app, os, campaign, day, period_start, period_end FROM outgoing_slice) s
    JOIN (SELECT slice, list(DISTINCT replaced_by IS NOT NULL) AS states FROM outgoing_fact GROUP BY slice) f
      ON f.slice = s.slice`)
}

/** Slices of earlier loads that a load covers, whether their rows counted until then or not. */
export async function coveredSlices(
  connection: DuckDBConnection,
  { load, family, namesCampaigns, slice }: KnownLoad,
  earlier: readonly number[],
): Promise<readonly { slice: string; load: number }[]> {
  const coverage = { load, source: family, report: family, namesCampaigns, slice }
  await findCovered(connection, coverage)
  const found = await connection.runAndReadAll(
    `SELECT DISTINCT f.slice::VARCHAR AS slice, f.load FROM known_slice f JOIN known_slice m ON m.rowid = f.rowid
     WHERE f.load IN (${earlier.join(', ')}) AND ${isCovered(coverage, 'm.campaign')}`,
  )
  return found.getRowObjects().map((row) => ({ slice: String(row.slice), load: Number(row.load) }))
}

/** Throws `internal` when slices do not say which rows count: nothing was published then. */
export async function checkSlices(connection: DuckDBConnection, given: ReadonlySet<string>): Promise<void> {
  const answer = await connection.runAndReadAll(
    'SELECT slice::VARCHAR AS slice, load, states FROM known_slice',
  )
  for (const row of answer.getRowObjectsJson()) {
    const expected = JSON.stringify([given.has(`${row.load} ${row.slice}`)])
    if (JSON.stringify(row.states) !== expected) {
      throw new PermilleError('internal', `load ${row.load} cannot be cut into slices; nothing was copied`, {
        remedy: 'import the kept originals into a new project instead',
      })
    }
  }
}
