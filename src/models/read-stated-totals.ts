import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import type { Totals } from '#warehouse/load-plan.ts'
import { countField, valueField } from '#warehouse/outcome-field.ts'
import type { SqlRow, Warehouse } from '#warehouse/warehouse.ts'

/** A load with what its file's total rows say and what its rows added up to when they were landed. */
export interface LandedTotals {
  readonly load: number
  readonly source: string
  readonly label: string
  readonly file: string
  readonly from: string | null
  readonly to: string | null
  readonly stated: readonly Totals[]
  readonly landed: Totals
}

const HAS_TOTALS = 'SELECT load FROM stated_total'
const numbers = [...DELIVERY_MEASURE_NAMES, 'kind', 'count', 'value'].join(', ')
/** Rows as they were landed: those that still count and those a later load replaced. */
const LANDED = `SELECT load, ${numbers} FROM fact WHERE load IN (${HAS_TOTALS})
  UNION ALL SELECT load, ${numbers} FROM replaced_fact WHERE load IN (${HAS_TOTALS})`

function textOrNull(value: SqlRow[string] | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}

/** Every load that was not taken back, in order, with its totals where its file states them. */
export async function readStatedTotals(warehouse: Warehouse): Promise<readonly LandedTotals[]> {
  const [loads, stated, delivery, outcomes] = await Promise.all([
    warehouse.query(`SELECT l.load, l.source, coalesce(p.label, l.source) AS label, l.file_name,
        coalesce(l.day_from, l.period_from)::VARCHAR AS day_from, coalesce(l.day_to, l.period_to)::VARCHAR AS day_to
      FROM load l LEFT JOIN source_profile p ON p.source = l.source WHERE l.undone_at IS NULL ORDER BY l.load`),
    warehouse.query('SELECT load, row, field, amount FROM stated_total ORDER BY load, row, field'),
    warehouse.query(`SELECT load, ${DELIVERY_MEASURE_NAMES.map((name) => `sum(${name})::DOUBLE AS ${name}`).join(', ')}
      FROM (${LANDED}) GROUP BY load`),
    warehouse.query(`SELECT f.load, k.event, k.counting, k.validity, k.cohort_day AS cohort_day, sum(f.count)::DOUBLE AS counted, sum(f.value)::DOUBLE AS worth
      FROM (${LANDED}) f JOIN outcome_kind k ON k.kind = f.kind GROUP BY f.load, k.event, k.counting, k.validity, k.cohort_day`),
  ])
  const landed = new Map<number, Record<string, number>>()
  const add = (row: SqlRow, field: string, amount: SqlRow[string] | undefined) => {
    if (typeof amount !== 'number') return
    const totals = landed.get(Number(row.load)) ?? {}
    totals[field] = (totals[field] ?? 0) + amount
    landed.set(Number(row.load), totals)
  }
  for (const row of delivery.rows) for (const name of DELIVERY_MEASURE_NAMES) add(row, name, row[name])
  for (const row of outcomes.rows) {
    add(row, countField(row), row.counted)
    add(row, valueField(row), row.worth)
  }
  const statedOf = Map.groupBy(stated.rows, ({ load }) => Number(load))
  return loads.rows.map((row) => {
    const load = Number(row.load)
    const byRow = Map.groupBy(statedOf.get(load) ?? [], (total) => Number(total.row))
    return {
      load,
      source: String(row.source),
      label: String(row.label),
      file: String(row.file_name),
      from: textOrNull(row.day_from),
      to: textOrNull(row.day_to),
      stated: [...byRow.values()].map((fields) =>
        Object.fromEntries(fields.map(({ field, amount }) => [String(field), Number(amount)])),
      ),
      landed: landed.get(load) ?? {},
    }
  })
}
