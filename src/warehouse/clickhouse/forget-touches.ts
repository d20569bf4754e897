import { forgottenSql } from '../forgotten-touches.ts'
import type { ForgottenTouches } from '../warehouse.ts'
import type { ClickhouseNode } from './node.ts'
import { deleteOnEveryNode } from './parts.ts'

const SYNC = { mutations_sync: '1' } as const

/** Deletes touches on every node, and waits until they are gone; how many there were. */
export async function forgetTouches(
  nodes: readonly ClickhouseNode[],
  isCluster: boolean,
  which: ForgottenTouches,
): Promise<number> {
  const sql = forgottenSql(which)
  const [first] = nodes
  if (sql === null || first === undefined) return 0
  const { rows } = await first.query(`SELECT count(*) AS n FROM landed_touch WHERE ${sql.touches}`)
  await deleteOnEveryNode(nodes, isCluster, 'landed_touch', sql.touches, SYNC)
  if (sql.cells !== null)
    await first.run(`ALTER TABLE landed_quarantine UPDATE value = NULL WHERE ${sql.cells}`, SYNC)
  return Number(rows[0]?.n)
}
