import type { DuckDBConnection } from '@duckdb/node-api'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import type { Totals } from '../../load-plan.ts'
import { countField, valueField } from '../../outcome-field.ts'

const deliverySums = DELIVERY_MEASURE_NAMES.map((measure) => `sum(${measure})::DOUBLE AS ${measure}`).join(
  ', ',
)

/** Sums per field name of the facts a condition selects, one record per `group`; rejected outcomes have names of their own. */
export async function measureTotals(
  connection: DuckDBConnection,
  table: string,
  where: string,
  group = 'NULL',
): Promise<ReadonlyMap<string, Totals>> {
  const totals = new Map<string, Record<string, number>>()
  const add = (key: string, field: string, amount: unknown) => {
    if (amount === null || amount === undefined) return
    const record = totals.get(key) ?? {}
    record[field] = (record[field] ?? 0) + Number(amount)
    totals.set(key, record)
  }
  const delivery = await connection.runAndReadAll(
    `SELECT (${group})::VARCHAR AS g, ${deliverySums} FROM ${table} WHERE ${where} GROUP BY 1`,
  )
  for (const row of delivery.getRowObjects()) {
    for (const measure of DELIVERY_MEASURE_NAMES) add(String(row.g), measure, row[measure])
  }
  const outcomes = await connection.runAndReadAll(
    `SELECT g, event, cohort_day, counting, validity, c, v
     FROM (SELECT (${group})::VARCHAR AS g, kind, sum(count)::DOUBLE AS c, sum(value)::DOUBLE AS v
           FROM ${table} WHERE ${where} GROUP BY ALL)
     JOIN outcome_kind USING (kind)`,
  )
  for (const row of outcomes.getRowObjects()) {
    add(String(row.g), countField(row), row.c)
    add(String(row.g), valueField(row), row.v)
  }
  return totals
}
