import { DIMENSION_NAMES } from '#schema/dimension.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import { shortHash } from './short-hash.ts'

const SUMS = `count(*)::DOUBLE AS facts, coalesce(sum(f.impressions), 0)::DOUBLE AS impressions,
  coalesce(sum(f.clicks), 0)::DOUBLE AS clicks, coalesce(sum(f.spend), 0)::DOUBLE AS spend,
  coalesce(sum(f.count), 0)::DOUBLE AS outcomes, coalesce(sum(f.value), 0)::DOUBLE AS value`

const BY_DAY = `SELECT f.day::VARCHAR AS day, o.event AS event, o.basis AS basis, o.counting AS counting,
    o.cohort_day::VARCHAR AS cohort_day, ${SUMS}
  FROM fact f LEFT JOIN outcome_kind o ON o.kind = f.kind
  GROUP BY f.day, o.event, o.basis, o.counting, o.cohort_day`

/** So many digits of a digest tell 4,096 heaps of members apart: a changed text moves its sums to another heap. */
const DIGITS = 3

/** SQL for the sums of members by heaps of what they are called: equal only where their texts are. */
function byTexts({ dialect }: Warehouse): string {
  const columns = [...DIMENSION_NAMES, 'currency', 'period_start', 'period_end']
  const texts = [
    ...columns.map((name) => `coalesce('=' || m.${dialect.identifier(name)}, '')`),
    `coalesce(${dialect.mapText('m.tags')}, '')`,
    `coalesce(${dialect.mapText('m.attributes')}, '')`,
  ]
  return `SELECT substring(m.digest, 1, ${DIGITS}) AS heap, ${SUMS}
    FROM fact f JOIN (SELECT m.member AS member, ${dialect.digest(texts.join(" || '|' || "))} AS digest FROM member m) m
      ON m.member = f.member
    GROUP BY substring(m.digest, 1, ${DIGITS})`
}

/** Rows in any order as one text, numbers to the digits two stores agree in. */
async function textOf(warehouse: Warehouse, sql: string): Promise<string> {
  const { rows } = await warehouse.query(sql)
  const texts = rows.map((row) =>
    JSON.stringify(row, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(10)) : value)),
  )
  return texts.sort().join('\n')
}

/** Rows, sums and texts of everything a store holds in force, as a text that is equal where they are. */
export async function readSums(
  warehouse: Warehouse,
): Promise<{ readonly text: string; readonly facts: number }> {
  const { rows } = await warehouse.query(`SELECT ${SUMS} FROM fact f`)
  const touches = await warehouse.query('SELECT count(*)::DOUBLE AS touches FROM attributed_touch')
  const sums = JSON.stringify({ ...rows[0], ...touches.rows[0] }, (_, value) =>
    typeof value === 'number' ? Number(value.toPrecision(12)) : value,
  )
  const days = shortHash(await textOf(warehouse, BY_DAY))
  const texts = shortHash(await textOf(warehouse, byTexts(warehouse)))
  return { text: `${sums} days ${days} texts ${texts}`, facts: Number(rows[0]?.facts ?? 0) }
}
