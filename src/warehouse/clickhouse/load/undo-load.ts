import { PermilleError } from '#schema/error.ts'
import type { Derive } from '../../warehouse.ts'
import { ClickhouseSession } from '../clickhouse-session.ts'
import type { ClickhouseNode } from '../node.ts'
import { publish, readPublished } from '../publication.ts'
import { writeRolls } from './write-rolls.ts'

/** Takes a load back: what it had replaced counts again, with one inserted row. */
export async function undoLoad(node: ClickhouseNode, load: number, derive: Derive): Promise<void> {
  const seen = await readPublished(node)
  const known = await node.query(
    'SELECT (undone_at IS NOT NULL)::BOOLEAN AS undone FROM load WHERE load = $1',
    [load],
  )
  const [record] = known.rows
  if (record === undefined) {
    throw new PermilleError('not_found', `there is no load ${load}`, { remedy: 'see `permille sources`' })
  }
  if (record.undone === true) throw new PermilleError('conflict', `load ${load} was undone before`)
  const inForce = seen.loads.join(', ')
  const later = await node.query(
    `SELECT maxOrNull(replaced_by) AS load FROM landed_replacement WHERE load = $1 AND replaced_by IN (${inForce})`,
    [load],
  )
  const newest = later.rows[0]?.load ?? null
  if (newest !== null) {
    throw new PermilleError('conflict', `load ${newest} replaced rows of load ${load}`, {
      remedy: `undo load ${newest} first`,
    })
  }
  const filled = await node.query(
    `SELECT maxOrNull(replaced_by) AS load FROM landed_replacement WHERE replaced_by > $1 AND replaced_by IN (${inForce})
       AND slice IN (SELECT slice FROM landed_replacement WHERE replaced_by = $1)`,
    [load],
  )
  const since = filled.rows[0]?.load ?? null
  if (since !== null) {
    throw new PermilleError('conflict', `load ${since} covers days that load ${load} had replaced`, {
      remedy: `undo load ${since} first`,
    })
  }
  const remaining = seen.loads.filter((other) => other !== load)
  const restored = await node.query('SELECT DISTINCT load FROM landed_replacement WHERE replaced_by = $1', [
    load,
  ])
  const counting = restored.rows.map((row) => Number(row.load))
  await writeRolls(node, counting, remaining)
  const session = new ClickhouseSession(node, seen, remaining)
  try {
    await derive(session, [load, ...counting])
    await publish(node, seen, { load: null, undone: load, tables: session.tables })
  } finally {
    await session.end()
  }
}
