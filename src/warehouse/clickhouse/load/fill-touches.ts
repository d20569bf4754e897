import { unfitTouches } from '../../duckdb/load/fill-touches.ts'
import { outcomeKindNumbers } from '../../duckdb/load/outcome-kinds.ts'
import { kindsOf, readRows } from '../../duckdb/load/read-rows.ts'
import type { LoadPlan } from '../../load-plan.ts'
import type { ClickhouseNode } from '../node.ts'
import { deleteOnEveryNode } from '../parts.ts'
import { fetchKinds } from './kinds.ts'
import { cutSlices, type Shipment, sendTouches } from './send-load.ts'

const SYNC = { mutations_sync: '1' } as const

/**
 * Keeps the touches of a load that has none; how many there are. What an earlier try left of them is taken away first.
 * The connection is inside a transaction that is taken back.
 */
export async function fillTouches(
  shipment: Shipment,
  node: ClickhouseNode,
  plan: LoadPlan,
  load: number,
): Promise<number> {
  const { connection } = shipment
  await fetchKinds(connection, node)
  const kinds = await outcomeKindNumbers(connection, kindsOf(plan))
  const { touches, described } = await readRows(connection, plan, load, kinds, undefined)
  const kept = await node.query('SELECT count(*) AS n FROM landed_touch WHERE load = $1', [load])
  const there = Number(kept.rows[0]?.n)
  if (touches.rows === 0 || there === touches.rows) return 0
  const members = await node.query('SELECT member::VARCHAR AS member FROM landed_member WHERE load = $1', [
    load,
  ])
  const known = new Set(members.rows.map(({ member }) => String(member)))
  const own = await connection.runAndReadAll(
    `SELECT DISTINCT member::VARCHAR FROM landed_touch WHERE load = ${load}`,
  )
  if (own.getRows().some(([member]) => !known.has(String(member)))) throw unfitTouches(load)
  if (there > 0)
    await deleteOnEveryNode(shipment.nodes, shipment.isCluster, 'landed_touch', `load = ${load}`, SYNC)
  await cutSlices(connection, load, described.namesCampaigns)
  await sendTouches(shipment, load)
  return touches.rows
}
