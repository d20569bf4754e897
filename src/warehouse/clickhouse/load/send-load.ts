import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import type { DuckDBConnection } from '../../duckdb/driver.ts'
import { textLiteral } from '../../duckdb/literal.ts'
import type { ClickhouseNode } from '../node.ts'
import { partTable } from '../parts.ts'
import { LANDED } from '../tables.ts'

/** Rows of one insert, so that a server never holds much of a load in memory. */
const ROWS_AT_ONCE = 500_000

/** Where a load is read from and where its rows go. */
export interface Shipment {
  readonly connection: DuckDBConnection
  /** Folder both DuckDB and this process may use. */
  readonly folder: string
  readonly nodes: readonly ClickhouseNode[]
  /** Whether facts are spread over the nodes. */
  readonly isCluster: boolean
  /** Tells this attempt apart: a batch is kept once within it. */
  readonly token: string
}

const SUMS = [
  ...DELIVERY_MEASURE_NAMES.map((name) => `sum(f.${name}) AS ${name}`),
  'sum(f.count) AS count',
  'sum(f.value) AS value',
]

/** SQL for the facts of a load in DuckDB, those that were replaced since included. */
function ownFacts(load: number): string {
  return `(SELECT NULL::INTEGER AS replaced_by, * FROM fact WHERE load = ${load}
    UNION ALL SELECT * FROM replaced_fact WHERE load = ${load})`
}

/**
 * Fills the temporary tables `outgoing_fact`, `outgoing_touch` and `outgoing_slice`: facts and touches, each in
 * the slice it is replaced with.
 */
export async function cutSlices(
  connection: DuckDBConnection,
  load: number,
  namesCampaigns: boolean,
): Promise<void> {
  const campaign = namesCampaigns ? 'coalesce(m.campaign_id, m.campaign)' : 'NULL::VARCHAR'
  const period = (column: string) => `CASE WHEN f.day IS NULL THEN m.${column} END`
  const cut = (rows: string) => `SELECT row_number() OVER () - 1 AS place, f.*,
      hash(${load}, m.account, m.app, m.os, ${campaign}, f.day, ${period('period_start')}, ${period('period_end')}) AS slice
    FROM ${rows} f JOIN member m USING (member)`
  await connection.run(`CREATE OR REPLACE TEMP TABLE outgoing_fact AS ${cut(ownFacts(load))}`)
  await connection.run(`CREATE OR REPLACE TEMP TABLE outgoing_touch AS
    ${cut(`(SELECT * FROM landed_touch WHERE load = ${load})`)}`)
  await connection.run(`CREATE OR REPLACE TEMP TABLE outgoing_slice AS
    SELECT ${load}::INTEGER AS load, f.slice, m.network AS network, any_value(m.account) AS account, any_value(m.app) AS app,
      any_value(m.os) AS os, any_value(${campaign}) AS campaign, f.day, any_value(${period('period_start')}) AS period_start,
      any_value(${period('period_end')}) AS period_end, f.kind, count(*) AS rows, ${SUMS.join(', ')}
    FROM outgoing_fact f JOIN member m USING (member)
    GROUP BY f.slice, m.network, f.day, f.kind`)
}

async function sendRows(
  { connection, folder }: Shipment,
  node: ClickhouseNode,
  table: string,
  sql: string,
  token: string,
): Promise<void> {
  const path = join(folder, 'outgoing.parquet')
  try {
    await connection.run(`COPY (${sql}) TO ${textLiteral(path)} (FORMAT parquet, COMPRESSION zstd)`)
    await node.insertFile(table, path, token)
  } finally {
    await rm(path, { force: true })
  }
}

async function count(connection: DuckDBConnection, from: string): Promise<number> {
  const answer = await connection.runAndReadAll(`SELECT count(*) FROM ${from}`)
  return Number(answer.getRows()[0]?.[0] ?? 0)
}

/** Sends the cut rows of a load that are spread over the nodes by member. */
async function sendSpread(
  shipment: Shipment,
  load: number,
  name: 'fact' | 'touch',
  onSent: (fraction: number) => void = () => {},
): Promise<void> {
  const { connection, nodes, isCluster, token } = shipment
  const outgoing = `outgoing_${name}`
  const rows = await count(connection, outgoing)
  const columns = Object.keys(LANDED[name]).join(', ')
  const table = partTable(`landed_${name}`, isCluster)
  for (let start = 0; start < rows; start += ROWS_AT_ONCE) {
    const batch = `place >= ${start} AND place < ${start + ROWS_AT_ONCE}`
    for (const [shard, node] of nodes.entries()) {
      const own = isCluster ? ` AND member % ${nodes.length} = ${shard}` : ''
      const sql = `SELECT ${columns} FROM ${outgoing} WHERE ${batch}${own}`
      await sendRows(shipment, node, table, sql, `${token} load ${load} ${name} ${shard} ${start}`)
    }
    onSent(Math.min(1, (start + ROWS_AT_ONCE) / rows))
  }
}

/** Sends the touches of a load that stands in DuckDB, its slices cut. */
export function sendTouches(shipment: Shipment, load: number): Promise<void> {
  return sendSpread(shipment, load, 'touch')
}

/** SQL for a map without the entries that are absent, which ClickHouse has no place for. */
function presentEntries(column: string): string {
  const entries = `map_entries(coalesce(${column}, MAP {}::MAP(VARCHAR, VARCHAR)))`
  return `map_from_entries(list_filter(${entries}, lambda entry: entry.value IS NOT NULL))`
}

/**
 * Sends a load that stands in DuckDB, its slices cut. Nothing of it counts before it is published, and what
 * is sent twice is kept once.
 */
export async function sendLoad(
  shipment: Shipment,
  load: number,
  onSent: (fraction: number) => void = () => {},
): Promise<void> {
  const [first] = shipment.nodes
  if (first === undefined) return
  const send = (table: keyof typeof LANDED, sql: string) =>
    sendRows(shipment, first, `landed_${table}`, sql, `${shipment.token} load ${load} ${table}`)
  const columns = (table: keyof typeof LANDED) => Object.keys(LANDED[table]).join(', ')
  const member = Object.keys(LANDED.member).map((name) =>
    name === 'tags' || name === 'attributes' ? `${presentEntries(name)} AS ${name}` : name,
  )
  await send('member', `SELECT ${member.join(', ')} FROM member WHERE load = ${load}`)
  await sendSpread(shipment, load, 'fact', onSent)
  await sendTouches(shipment, load)
  await send('slice', `SELECT ${columns('slice')} FROM outgoing_slice`)
  await send('load_kind', `SELECT DISTINCT load, kind FROM load_kind WHERE load = ${load}`)
  await send('quarantine', `SELECT ${columns('quarantine')} FROM quarantine WHERE load = ${load}`)
  await send('stated_total', `SELECT ${columns('stated_total')} FROM stated_total WHERE load = ${load}`)
  await send('load', `SELECT ${columns('load')} FROM load WHERE load = ${load}`)
}
