import type { Session } from '#warehouse/warehouse.ts'

/**
 * Writes the days each member was first and last delivered on. Only loads whose rows changed are asked, and those
 * nothing was written of yet.
 */
export async function refreshDelivered(session: Session, changed: readonly number[]): Promise<void> {
  const { rows } = await session.query(
    `SELECT DISTINCT m.load AS load FROM ${session.table('member')} m
    WHERE m.load NOT IN (SELECT d.load FROM ${session.table('delivered')} d)`,
  )
  const loads = [...new Set([...changed, ...rows.map(({ load }) => Number(load))])]
  if (loads.length === 0) return
  const day = 'CASE WHEN f.impressions > 0 OR f.spend > 0 THEN f.day END'
  await session.refillLoads(
    'delivered',
    ['load', 'member', 'first_day', 'last_day'],
    loads,
    `SELECT f.load AS load, f.member AS member, min(${day}) AS first_day, max(${day}) AS last_day
    FROM ${session.table('fact')} f WHERE f.load IN (${loads.join(', ')}) GROUP BY f.load, f.member`,
  )
}
