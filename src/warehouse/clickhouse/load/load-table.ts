import { interruptible } from '../../duckdb/load/interruptible.ts'
import { recordLoad } from '../../duckdb/load/load-record.ts'
import { hasSomethingToSay } from '../../duckdb/load/load-table.ts'
import { measureTotals } from '../../duckdb/load/measure-totals.ts'
import { outcomeKindNumbers } from '../../duckdb/load/outcome-kinds.ts'
import { kindsOf, readRows } from '../../duckdb/load/read-rows.ts'
import type { LoadOutcome, LoadPlan } from '../../load-plan.ts'
import type { LoadOptions } from '../../warehouse.ts'
import { ClickhouseSession } from '../clickhouse-session.ts'
import type { ClickhouseNode } from '../node.ts'
import { nextLoad, type Published, publish, readPublished, reserveLoad } from '../publication.ts'
import { fetchKinds, KIND_COLUMNS, kindRows } from './kinds.ts'
import { sendReplacements } from './replacements.ts'
import { findReplaced, type Replaced } from './rival-slices.ts'
import { cutSlices, type Shipment, sendLoad } from './send-load.ts'
import { writeRolls } from './write-rolls.ts'

const NOTHING: Replaced = { outcome: { rows: 0, loads: [], totals: {} }, slices: [] }

async function earlierEqual(node: ClickhouseNode, plan: LoadPlan): Promise<number | null> {
  const { rows } = await node.query(
    `SELECT load FROM load WHERE content_hash = $1 AND settings_hash = $2 AND undone_at IS NULL
       AND load NOT IN (SELECT load FROM replaced_slice) ORDER BY load DESC LIMIT 1`,
    [await plan.contentHash, plan.settingsHash],
  )
  return rows[0] === undefined ? null : Number(rows[0].load)
}

async function rivalLoads(node: ClickhouseNode, source: string, report: string): Promise<readonly number[]> {
  const { rows } = await node.query(
    'SELECT load FROM load WHERE source = $1 AND report = $2 AND undone_at IS NULL ORDER BY load',
    [source, report],
  )
  return rows.map(({ load }) => Number(load))
}

async function keep(
  shipment: Shipment,
  node: ClickhouseNode,
  seen: Published,
  load: number,
  replaced: Replaced,
  hasNewKinds: boolean,
  { derive, onProgress, signal }: LoadOptions,
): Promise<void> {
  await sendLoad(shipment, load, (fraction) => onProgress?.({ fraction, rows: 0 }))
  await sendReplacements(node, load, replaced.slices, shipment.token)
  const inForce = [...seen.loads, load]
  const changed = new Set([load, ...replaced.slices.map((slice) => slice.load)])
  await writeRolls(node, [...changed], inForce)
  const session = new ClickhouseSession(node, seen, inForce)
  try {
    if (hasNewKinds) {
      await session.replaceTable('outcome_kind', KIND_COLUMNS, await kindRows(shipment.connection))
    }
    await derive?.(session, [...changed])
    signal?.throwIfAborted()
    await publish(node, seen, { load, undone: null, tables: session.tables })
  } finally {
    await session.end()
  }
}

/**
 * Reads one table with DuckDB, finds what it replaces, and unless this is a rehearsal sends it to the store,
 * where it counts with one last inserted row. The connection is inside a transaction that is taken back.
 */
export async function loadTable(
  shipment: Shipment,
  node: ClickhouseNode,
  plan: LoadPlan,
  options: LoadOptions,
): Promise<LoadOutcome> {
  const { connection } = shipment
  const seen = await readPublished(node)
  const load = options.commit ? await reserveLoad(node) : await nextLoad(node)
  const known = await fetchKinds(connection, node)
  const kinds = await outcomeKindNumbers(connection, kindsOf(plan))
  const hasNewKinds = kinds.some((kind) => kind > known)
  const { rows, statedTotals, quarantine, touches, described } = await interruptible(
    connection,
    options.signal,
    () => readRows(connection, plan, load, kinds, options.onProgress),
  )
  const { report, namesCampaigns } = described
  const sameAs = plan.slice === null ? await earlierEqual(node, plan) : null
  const coverage = { load, source: plan.source, report, namesCampaigns, slice: plan.slice }
  const candidates = await rivalLoads(node, plan.source, report)
  const found = candidates.every((candidate) => candidate === sameAs)
    ? NOTHING
    : await findReplaced(connection, node, coverage, candidates, seen.loads)
  const between = sameAs === null || found.outcome.loads.some((candidate) => candidate > sameAs)
  const replaced = between ? found : NOTHING
  const unchangedFrom = replaced.outcome.rows === 0 ? sameAs : null
  const totals = (await measureTotals(connection, 'fact', `load = ${load}`)).get('null') ?? {}
  if (options.commit && unchangedFrom === null && hasSomethingToSay(plan, { rows })) {
    await recordLoad(connection, plan, { load, kinds, rows, described, statedTotals })
    await cutSlices(connection, load, namesCampaigns)
    await keep(shipment, node, seen, load, replaced, hasNewKinds, options)
  }
  return {
    load,
    unchangedFrom,
    rows,
    days: described.days,
    dateless: described.dateless,
    report,
    scopes: described.scopes,
    currencies: described.currencies,
    totals,
    statedTotals,
    quarantine,
    touches,
    replaced: replaced.outcome,
  }
}
