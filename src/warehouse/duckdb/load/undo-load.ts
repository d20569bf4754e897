import type { DuckDBConnection } from '@duckdb/node-api'
import { PermilleError } from '#schema/error.ts'
import { sliceOfLoad } from '../../load-slice.ts'
import type { Derive } from '../../warehouse.ts'
import { DuckdbSession } from '../duckdb-session.ts'
import { inTransaction } from '../transaction.ts'
import { namesCampaigns } from './load-record.ts'
import { writeRolledFacts } from './rolled-facts.ts'
import { writeSlices } from './slices.ts'
import { findSuperseded } from './superseded.ts'

/** Throws `conflict` when a later load covers rows that were just restored: both would count. */
async function refuseFilledSince(connection: DuckDBConnection, load: number): Promise<void> {
  const later = await connection.runAndReadAll(
    `SELECT l.load, l.source, l.report, l.dimensions, l.settings FROM load l JOIN load undone USING (source, report)
     WHERE undone.load = ${load} AND l.load > ${load} AND l.undone_at IS NULL ORDER BY l.load DESC`,
  )
  for (const row of later.getRowObjects()) {
    const filled = Number(row.load)
    const dimensions = String(row.dimensions).split(' ')
    const slice = sliceOfLoad(String(row.settings))
    const coverage = {
      load: filled,
      source: String(row.source),
      report: String(row.report),
      namesCampaigns: namesCampaigns(dimensions, slice),
      slice,
    }
    const earlier = await connection.runAndReadAll(
      'SELECT load FROM load WHERE source = ? AND report = ? AND load < ? AND undone_at IS NULL',
      [coverage.source, coverage.report, load],
    )
    await findSuperseded(
      connection,
      coverage,
      earlier.getRows().map(([number]) => Number(number)),
    )
    const both = await connection.runAndReadAll('SELECT count(*)::INTEGER FROM superseded')
    if (Number(both.getRows()[0]?.[0]) > 0) {
      throw new PermilleError('conflict', `load ${filled} covers days that load ${load} had replaced`, {
        remedy: `undo load ${filled} first`,
      })
    }
  }
}

/** Takes a load back in one transaction and puts the rows it had replaced in their place again. */
export function undoLoad(connection: DuckDBConnection, load: number, derive: Derive): Promise<void> {
  return inTransaction(connection, async () => {
    const found = await connection.runAndReadAll('SELECT undone_at IS NOT NULL FROM load WHERE load = ?', [
      load,
    ])
    const undone = found.getRows()[0]?.[0]
    if (undone === undefined) {
      throw new PermilleError('not_found', `there is no load ${load}`, { remedy: 'see `permille sources`' })
    }
    if (undone === true) throw new PermilleError('conflict', `load ${load} was undone before`)
    const later = await connection.runAndReadAll(
      `SELECT DISTINCT replaced_by FROM replaced_fact WHERE load = ? ORDER BY 1 DESC`,
      [load],
    )
    const newest = later.getRows()[0]?.[0]
    if (newest !== undefined) {
      throw new PermilleError('conflict', `load ${newest} replaced rows of load ${load}`, {
        remedy: `undo load ${newest} first`,
      })
    }
    const restored = await connection.runAndReadAll(
      'SELECT DISTINCT load FROM replaced_fact WHERE replaced_by = ?',
      [load],
    )
    await connection.run(`DELETE FROM fact WHERE load = ${load}`)
    await connection.run(
      `INSERT INTO fact SELECT * EXCLUDE (replaced_by) FROM replaced_fact WHERE replaced_by = ${load}`,
    )
    await connection.run(`DELETE FROM replaced_fact WHERE replaced_by = ${load}`)
    await connection.run(`DELETE FROM landed_touch WHERE load = ${load}`)
    await connection.run(`DELETE FROM member WHERE load = ${load}`)
    await refuseFilledSince(connection, load)
    await connection.run(`UPDATE load SET undone_at = now()::TIMESTAMP WHERE load = ${load}`)
    const changed = [load, ...restored.getRows().map(([number]) => Number(number))]
    await writeSlices(connection, changed)
    await writeRolledFacts(connection, changed)
    await derive(new DuckdbSession(connection), changed)
  })
}
