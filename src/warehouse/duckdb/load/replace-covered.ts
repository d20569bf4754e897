import type { DuckDBConnection } from '@duckdb/node-api'
import type { LoadOutcome } from '../../load-plan.ts'
import { measureTotals } from './measure-totals.ts'

export interface Coverage {
  readonly load: number
  readonly source: string
  readonly report: string
  readonly namesCampaigns: boolean
}

/**
 * Moves aside the rows an earlier load holds for what this one covers: same source, report, account, app and
 * OS, the days between its first and last, and only the campaigns it names when it names any.
 */
export async function replaceCovered(
  connection: DuckDBConnection,
  { load, source, report, namesCampaigns }: Coverage,
): Promise<LoadOutcome['replaced']> {
  const earlier = await connection.runAndReadAll(
    'SELECT load FROM load WHERE source = ? AND report = ? AND load <> ? AND undone_at IS NULL',
    [source, report, load],
  )
  const candidates = earlier.getRows().map(([number]) => Number(number))
  if (candidates.length === 0) return { rows: 0, loads: [], totals: {} }

  const campaign = 'coalesce(campaign_id, campaign)'
  await connection.run(`CREATE OR REPLACE TEMP TABLE covered AS
    SELECT account, app, os, ${namesCampaigns ? campaign : 'NULL'} AS campaign, bool_or(f.day IS NULL) AS dateless,
      period_start, period_end
    FROM fact f JOIN member m USING (member) WHERE f.load = ${load} GROUP BY ALL`)
  await connection.run(`CREATE OR REPLACE TEMP TABLE covered_days AS
    SELECT account, app, os, min(f.day) AS first_day, max(f.day) AS last_day
    FROM fact f JOIN member m USING (member) WHERE f.load = ${load} GROUP BY ALL`)
  await connection.run(`CREATE OR REPLACE TEMP TABLE superseded AS
    SELECT f.rowid AS row_id FROM fact f JOIN member m USING (member)
    WHERE f.load IN (${candidates.join(', ')})
    AND EXISTS (
      SELECT 1 FROM covered c WHERE c.account IS NOT DISTINCT FROM m.account AND c.app IS NOT DISTINCT FROM m.app
        AND c.os IS NOT DISTINCT FROM m.os
        ${namesCampaigns ? `AND c.campaign IS NOT DISTINCT FROM coalesce(m.campaign_id, m.campaign)` : ''}
        AND (f.day IS NOT NULL OR (c.dateless AND c.period_start IS NOT DISTINCT FROM m.period_start
          AND c.period_end IS NOT DISTINCT FROM m.period_end)))
    AND (f.day IS NULL OR EXISTS (
      SELECT 1 FROM covered_days d WHERE d.account IS NOT DISTINCT FROM m.account AND d.app IS NOT DISTINCT FROM m.app
        AND d.os IS NOT DISTINCT FROM m.os AND f.day BETWEEN d.first_day AND d.last_day))`)

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
