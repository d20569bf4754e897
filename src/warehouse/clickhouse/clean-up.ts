import { currentRolls } from './current-rolls.ts'
import { identifier } from './dialect.ts'
import type { ClickhouseNode } from './node.ts'
import { deleteOnEveryNode } from './parts.ts'

const KEPT_PUBLICATIONS = 2
/** Younger leftovers may belong to somebody who is still writing. */
const HOUR_SECONDS = 3600
const DAY_SECONDS = 86_400

/** Drops versions of derived tables that no longer count and that nobody reads any more. */
async function dropOldVersions(first: ClickhouseNode): Promise<void> {
  const kept = await first.query(
    `SELECT DISTINCT arrayJoin(mapValues(tables))::VARCHAR AS version FROM
      (SELECT tables FROM publication ORDER BY version DESC LIMIT ${KEPT_PUBLICATIONS})`,
  )
  const inUse = new Set(kept.rows.map(({ version }) => String(version)))
  const youngest = (Date.now() - HOUR_SECONDS * 1000) * 1000
  const parts = await first.query(
    `SELECT DISTINCT table, partition FROM system.parts
     WHERE database = currentDatabase() AND active AND startsWith(table, 'derived_')`,
  )
  for (const { table, partition } of parts.rows) {
    if (inUse.has(String(partition)) || Number(partition) > youngest) continue
    await first.run(`ALTER TABLE ${String(table)} DROP PARTITION ${String(partition)}`)
  }
}

/** Drops what writers that were killed had kept until their end. */
async function dropOldSteps(first: ClickhouseNode): Promise<void> {
  const youngest = (Date.now() - HOUR_SECONDS * 1000) * 1000
  const { rows } = await first.query(
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, 'step_')
       AND toUInt64OrZero(splitByChar('_', name)[2]) < ${youngest}`,
  )
  for (const { name } of rows) await first.run(`DROP TABLE IF EXISTS ${identifier(String(name))}`)
}

/** Loads that were in force an hour ago: questions planned then may still run. */
const IN_FORCE_BEFORE = `SELECT load FROM publication WHERE load IS NOT NULL AND at < now() - ${HOUR_SECONDS}
  AND load NOT IN (SELECT undone FROM publication WHERE undone IS NOT NULL AND at < now() - ${HOUR_SECONDS})`

/** Deletes roll-ups of what is no longer in force; undoing makes them again. */
async function deleteOldRolls(nodes: readonly ClickhouseNode[], isCluster: boolean): Promise<void> {
  const [first] = nodes
  if (first === undefined) return
  const youngest = (Date.now() - HOUR_SECONDS * 1000) * 1000
  const { rows } = await first.query(
    `SELECT DISTINCT roll FROM (SELECT roll FROM landed_roll UNION ALL SELECT DISTINCT roll FROM landed_rolled_fact)
     WHERE roll < ${youngest} AND roll NOT IN (SELECT roll FROM roll)
       AND roll NOT IN (SELECT roll FROM (${currentRolls(IN_FORCE_BEFORE)}))`,
  )
  if (rows.length === 0) return
  const rolls = rows.map(({ roll }) => Number(roll)).join(', ')
  await first.run(`ALTER TABLE landed_roll DELETE WHERE roll IN (${rolls})`, { mutations_sync: '1' })
  await deleteOnEveryNode(nodes, isCluster, 'landed_rolled_fact', `roll IN (${rolls})`, {
    mutations_sync: '0',
  })
}

/** Removes the rows of loads that were undone, and of loads that never came to count. */
async function deleteDeadRows(nodes: readonly ClickhouseNode[], isCluster: boolean): Promise<void> {
  const [first] = nodes
  if (first === undefined) return
  const dead = await first.query(
    `SELECT load FROM (
       SELECT undone AS load FROM publication WHERE undone IS NOT NULL
       UNION ALL
       SELECT load FROM load_number WHERE at < now() - ${DAY_SECONDS}
         AND load NOT IN (SELECT load FROM publication WHERE load IS NOT NULL))
     WHERE load IN (SELECT load FROM landed_member UNION DISTINCT SELECT load FROM landed_slice)`,
  )
  if (dead.rows.length === 0) return
  const loads = dead.rows.map(({ load }) => Number(load)).join(', ')
  const later = { mutations_sync: '0' as const }
  for (const table of ['landed_fact', 'landed_touch'])
    await deleteOnEveryNode(nodes, isCluster, table, `load IN (${loads})`, later)
  await first.run(`ALTER TABLE landed_replacement DELETE WHERE replaced_by IN (${loads})`, later)
  for (const table of ['landed_slice', 'landed_member']) {
    await first.run(`ALTER TABLE ${table} DELETE WHERE load IN (${loads})`, later)
  }
}

/** Removes what no longer counts; nothing depends on when, so a failure is tried again with the next change. */
export async function cleanUp(nodes: readonly ClickhouseNode[], isCluster: boolean): Promise<void> {
  const [first] = nodes
  if (first === undefined) return
  await dropOldVersions(first)
  await dropOldSteps(first)
  await deleteOldRolls(nodes, isCluster)
  await deleteDeadRows(nodes, isCluster)
}
