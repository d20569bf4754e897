import type { Day } from '#schema/day.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'

/** What counts of one day a load brought, and which load replaced them. */
export interface CountVersion {
  readonly load: number
  readonly replacedBy: number | null
  readonly amount: number
}

/** One count of one day of a report, with everything that was ever said of it. */
export interface DatedCount {
  readonly source: string
  readonly sourceLabel: string
  readonly report: string
  readonly field: string
  readonly basis: string
  readonly day: Day
  readonly versions: readonly CountVersion[]
}

export interface CountHistory {
  readonly counts: readonly DatedCount[]
  /** Day each load was observed on. */
  readonly observed: ReadonlyMap<number, Day>
}

const COLUMNS = ['load', 'day', 'kind', 'impressions', 'clicks', 'count']

/** Every version of every daily count, of one source or of all: rows in force and rows that were replaced. */
export async function readCountHistory(source: string | null, warehouse: Warehouse): Promise<CountHistory> {
  const landed = `SELECT l.source AS source, coalesce(p.label, l.source) AS label, l.report AS report,
      l.delivery_basis AS delivery_basis, ${COLUMNS.map((name) => `f.${name} AS ${name}`).join(', ')},
      f.replaced_by AS replaced_by
    FROM (SELECT ${COLUMNS.join(', ')}, NULL AS replaced_by FROM fact UNION ALL
      SELECT ${COLUMNS.join(', ')}, replaced_by FROM replaced_fact) f
    JOIN load l ON l.load = f.load LEFT JOIN source_profile p ON p.source = l.source
    WHERE f.day IS NOT NULL${source === null ? '' : ' AND l.source = $1'}`
  const keys = 'source, label, report, day::VARCHAR AS day, load, replaced_by'
  const delivery = (name: string) => `SELECT ${keys}, '${name}' AS field, delivery_basis AS basis,
    sum(${name})::DOUBLE AS amount FROM landed WHERE ${name} IS NOT NULL GROUP BY ALL`
  const [counts, loads] = await Promise.all([
    warehouse.query(
      `WITH landed AS (${landed})
      ${delivery('impressions')} UNION ALL ${delivery('clicks')} UNION ALL
      SELECT ${keys}, CASE WHEN o.counting = 'unique' THEN 'unique.' ELSE 'event.' END || o.event AS field, o.basis,
        sum(f.count)::DOUBLE AS amount FROM landed f JOIN outcome_kind o ON o.kind = f.kind
      WHERE f.count IS NOT NULL AND o.validity = 'accepted' GROUP BY ALL`,
      source === null ? [] : [source],
    ),
    warehouse.query('SELECT load, observed_at::DATE::VARCHAR AS observed FROM load'),
  ])
  const place = (row: (typeof counts.rows)[number]) =>
    JSON.stringify([row.label, row.report, row.field, row.basis, row.day])
  const grouped = [...Map.groupBy(counts.rows, place)].toSorted(([a], [b]) => a.localeCompare(b))
  return {
    counts: grouped.flatMap(([, versions]) => {
      const [first] = versions
      if (first === undefined) return []
      return {
        source: String(first.source),
        sourceLabel: String(first.label),
        report: String(first.report),
        field: String(first.field),
        basis: String(first.basis),
        day: String(first.day),
        versions: versions.map(({ load, replaced_by: replacedBy, amount }) => ({
          load: Number(load),
          replacedBy: replacedBy === null || replacedBy === undefined ? null : Number(replacedBy),
          amount: Number(amount),
        })),
      }
    }),
    observed: new Map(loads.rows.map(({ load, observed }) => [Number(load), String(observed)])),
  }
}
