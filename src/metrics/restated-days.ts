import type { Day } from '#schema/day.ts'
import { isEntityLevel } from '#schema/dimension.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import { findGrouping, isGroupingName } from './grouping.ts'

/** What objects were shown and earned on a day, as it was believed first and as it stands now. */
export interface RestatedDay {
  readonly day: Day
  readonly before: { readonly impressions: number; readonly conversions: number }
  readonly after: { readonly impressions: number; readonly conversions: number }
}

export interface RestatedQuestion {
  readonly by: string
  readonly keys: readonly string[]
  readonly event: string
  readonly from: Day
  readonly to: Day
  /** Only what files observed after this day changed. */
  readonly since: Day
}

/** Days whose numbers files observed later have changed, from what those files replaced. */
export async function readRestatedDays(
  question: RestatedQuestion,
  warehouse: Warehouse,
): Promise<readonly RestatedDay[]> {
  const { by, keys, event, from, to, since } = question
  if (keys.length === 0) return []
  if (!isGroupingName(by)) return []
  const grouping = findGrouping(by)
  if (!['network', 'app', 'entity', 'column'].includes(grouping.kind)) return []
  const object =
    grouping.kind === 'network' || grouping.kind === 'app' || isEntityLevel(grouping.name)
      ? `i.${grouping.name}`
      : `m.${warehouse.dialect.identifier(grouping.name)}`
  const plain = event.replace(/^(unique|event)\./, '')
  const own = `${object} IN (${keys.map((_, place) => `$${place + 5}`).join(', ')})`
  const days = 'f.day BETWEEN $1::DATE AND $2::DATE'
  const late = 'SELECT load FROM load WHERE undone_at IS NULL AND observed_at::DATE > $3::DATE'
  const sums = `coalesce(sum(f.impressions), 0)::DOUBLE AS impressions,
      coalesce(sum(f.count) FILTER (WHERE k.event = $4 AND k.cohort_day IS NULL), 0)::DOUBLE AS conversions`
  const { rows } = await warehouse.query(
    // Of what late files replaced, the version that was believed before them, else the first one there was.
    `WITH replaced AS (
      SELECT f.*, l.source FROM replaced_fact f JOIN load l USING (load)
      WHERE f.replaced_by IN (${late}) AND ${days}
      QUALIFY rank() OVER (PARTITION BY f.day, l.source
        ORDER BY f.load IN (${late}), CASE WHEN f.load IN (${late}) THEN f.load ELSE 0 END) = 1),
    old AS (
      SELECT f.day, ${sums} FROM replaced f JOIN member m USING (member) JOIN identity i USING (member)
      LEFT JOIN outcome_kind k USING (kind) WHERE ${own} GROUP BY f.day),
    new AS (
      SELECT f.day, ${sums} FROM fact f JOIN load l USING (load)
      JOIN member m USING (member) JOIN identity i USING (member) LEFT JOIN outcome_kind k USING (kind)
      WHERE ${own} AND ${days} AND l.source IN (SELECT source FROM replaced) GROUP BY f.day)
    SELECT old.day::VARCHAR AS day, old.impressions AS i0, old.conversions AS c0,
      coalesce(new.impressions, 0) AS i1, coalesce(new.conversions, 0) AS c1
    FROM old LEFT JOIN new USING (day)
    WHERE old.impressions <> i1 OR old.conversions <> c1 ORDER BY old.day`,
    [from, to, since, plain, ...keys],
  )
  return rows.map(({ day, i0, c0, i1, c1 }) => ({
    day: String(day),
    before: { impressions: Number(i0), conversions: Number(c0) },
    after: { impressions: Number(i1), conversions: Number(c1) },
  }))
}
