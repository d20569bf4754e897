import type { Warehouse } from '#warehouse/warehouse.ts'

const SUMS = `SELECT count(*)::DOUBLE AS facts, coalesce(sum(impressions), 0)::DOUBLE AS impressions,
  coalesce(sum(clicks), 0)::DOUBLE AS clicks, coalesce(sum(spend), 0)::DOUBLE AS spend,
  coalesce(sum(count), 0)::DOUBLE AS outcomes, coalesce(sum(value), 0)::DOUBLE AS value`

/** Rows and sums of everything a store holds in force, as a text that is equal where they are. */
export async function readSums(
  warehouse: Warehouse,
): Promise<{ readonly text: string; readonly facts: number }> {
  const { rows } = await warehouse.query(`${SUMS} FROM fact`)
  const touches = await warehouse.query('SELECT count(*)::DOUBLE AS touches FROM attributed_touch')
  const text = JSON.stringify({ ...rows[0], ...touches.rows[0] }, (_, value) =>
    typeof value === 'number' ? Number(value.toPrecision(12)) : value,
  )
  return { text, facts: Number(rows[0]?.facts ?? 0) }
}
