import type { DuckDBConnection } from '@duckdb/node-api'
import type { LoadSlice } from '../../load-slice.ts'
import { textLiteral } from '../literal.ts'

export interface Coverage {
  readonly load: number
  readonly source: string
  readonly report: string
  readonly namesCampaigns: boolean
  /** What the load answered for completely, where it is of a stream. */
  readonly slice: LoadSlice | null
}

/** Numbers of the other loads in force of the same source and report. */
export async function rivalLoads(
  connection: DuckDBConnection,
  { load, source, report }: Coverage,
): Promise<readonly number[]> {
  const rivals = await connection.runAndReadAll(
    'SELECT load FROM load WHERE source = ? AND report = ? AND load <> ? AND undone_at IS NULL ORDER BY load',
    [source, report, load],
  )
  return rivals.getRows().map(([number]) => Number(number))
}

/** Fills the temporary tables `covered` and `covered_days` with what a load covers. */
export async function findCovered(
  connection: DuckDBConnection,
  { load, namesCampaigns, slice }: Coverage,
): Promise<void> {
  if (slice !== null) {
    await connection.run(`CREATE OR REPLACE TEMP TABLE covered_days AS
      SELECT DATE ${textLiteral(slice.from)} AS first_day, DATE ${textLiteral(slice.to)} AS last_day`)
    return
  }
  const campaign = 'coalesce(campaign_id, campaign)'
  // What another load has replaced since is covered by this one all the same.
  const own = `(SELECT day, member FROM fact WHERE load = ${load}
    UNION ALL SELECT day, member FROM replaced_fact WHERE load = ${load})`
  await connection.run(`CREATE OR REPLACE TEMP TABLE covered AS
    SELECT account, app, os, ${namesCampaigns ? campaign : 'NULL'} AS campaign, bool_or(f.day IS NULL) AS dateless,
      period_start, period_end
    FROM ${own} f JOIN member m USING (member) GROUP BY ALL`)
  await connection.run(`CREATE OR REPLACE TEMP TABLE covered_days AS
    SELECT account, app, os, min(f.day) AS first_day, max(f.day) AS last_day
    FROM ${own} f JOIN member m USING (member) GROUP BY ALL`)
}

/** SQL that holds for a row `f` of a day, with its texts `m`, that what was found covers. */
export function isCovered({ namesCampaigns, slice }: Coverage, campaign: string): string {
  if (slice !== null) {
    return `m.account IS NOT DISTINCT FROM ${textLiteral(slice.account)}
      ${slice.app === null ? '' : `AND m.app IS NOT DISTINCT FROM ${textLiteral(slice.app)}`}
      AND f.day BETWEEN DATE ${textLiteral(slice.from)} AND DATE ${textLiteral(slice.to)}`
  }
  return `EXISTS (
      SELECT 1 FROM covered c WHERE c.account IS NOT DISTINCT FROM m.account AND c.app IS NOT DISTINCT FROM m.app
        AND c.os IS NOT DISTINCT FROM m.os
        ${namesCampaigns ? `AND c.campaign IS NOT DISTINCT FROM ${campaign}` : ''}
        AND (f.day IS NOT NULL OR (c.dateless AND c.period_start IS NOT DISTINCT FROM m.period_start
          AND c.period_end IS NOT DISTINCT FROM m.period_end)))
    AND (f.day IS NULL OR EXISTS (
      SELECT 1 FROM covered_days d WHERE d.account IS NOT DISTINCT FROM m.account AND d.app IS NOT DISTINCT FROM m.app
        AND d.os IS NOT DISTINCT FROM m.os AND f.day BETWEEN d.first_day AND d.last_day))`
}

/**
 * Fills the temporary table `superseded` with the facts of `loads` that a load covers: same account, app and
 * OS, the days between its first and last, and only the campaigns it names when it names any.
 */
export async function findSuperseded(
  connection: DuckDBConnection,
  coverage: Coverage,
  loads: readonly number[],
): Promise<void> {
  await findCovered(connection, coverage)
  await connection.run(`CREATE OR REPLACE TEMP TABLE superseded AS
    SELECT f.rowid AS row_id, f.load FROM fact f JOIN member m USING (member)
    WHERE f.load IN (${loads.join(', ') || 'NULL'})
    AND ${isCovered(coverage, 'coalesce(m.campaign_id, m.campaign)')}`)
}
