import type { Day } from '#schema/day.ts'
import type { EntityAttribute, EntityLevel } from '#schema/dimension.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'

const WATCHED = ['status', 'budget', 'bid'] as const satisfies readonly EntityAttribute[]
export type WatchedAttribute = (typeof WATCHED)[number]

/** What a report said of an object otherwise than its load before. */
export interface EntityChange {
  readonly key: string
  readonly attribute: WatchedAttribute
  readonly before: string
  readonly after: string
  /** The day of the load that said it so for the first time, and of the last one that did not. */
  readonly seen: Day
  readonly unseen: Day
}

/** A page people land on that came to an object after its first. */
export interface PageChange {
  readonly key: string
  readonly kind: 'landing_page' | 'store_page'
  readonly page: string
  readonly first: Day
}

const isSame = (before: string, after: string) =>
  before === after || (before.trim() !== '' && Number(before) === Number(after))

/**
 * Changes of status, budget and bid between two loads of one report, oldest first. A file that does not say when it was made
 * speaks of the day after its last.
 */
export async function readEntityChanges(
  level: EntityLevel,
  warehouse: Pick<Warehouse, 'query' | 'dialect'>,
): Promise<readonly EntityChange[]> {
  const { dialect } = warehouse
  const entry = (name: WatchedAttribute) => {
    const of = (one: EntityLevel) => dialect.mapEntry('m.attributes', dialect.textLiteral(`${name}.${one}`))
    return level === 'creative' && name === 'status' ? `coalesce(${of(level)}, ${of('ad')})` : of(level)
  }
  const isTimed = `l.settings LIKE '%"stream":%' OR l.observed_at::DATE < l.loaded_at::DATE`
  const told = WATCHED.map(
    (
      name,
    ) => `SELECT '${name}' AS attribute, i.${level} AS key, l.load AS load, min(l.source) AS source, min(l.report) AS report,
        min(CASE WHEN ${isTimed} OR l.day_to IS NULL THEN l.observed_at::DATE ELSE least(l.observed_at::DATE, l.day_to + 1) END) AS seen,
        ${
          name === 'status'
            ? `CASE WHEN max(CASE WHEN ${entry(name)} = 'active' THEN 1 ELSE 0 END) = 1 THEN 'active' ELSE min(${entry(name)}) END`
            : `CASE WHEN min(${entry(name)}) = max(${entry(name)}) THEN min(${entry(name)}) END`
        } AS value
      FROM member m JOIN load l ON l.load = m.load JOIN identity i ON i.member = m.member
      WHERE i.${level} IS NOT NULL AND ${entry(name)} IS NOT NULL GROUP BY i.${level}, l.load`,
  )
  const last =
    'OVER (PARTITION BY t.attribute, t.key, t.source, t.report ORDER BY t.seen, t.load ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING)'
  const { rows } = await warehouse.query(
    `SELECT c.attribute AS attribute, c.key AS key, c.before AS before, c.value AS after, c.seen::VARCHAR AS seen, c.unseen::VARCHAR AS unseen
    FROM (SELECT t.attribute AS attribute, t.key AS key, t.value AS value, t.seen AS seen, t.load AS load,
        max(t.value) ${last} AS before, max(t.seen) ${last} AS unseen
      FROM (${told.join(' UNION ALL ')}) t WHERE t.value IS NOT NULL) c
    WHERE c.before <> c.value AND c.before <> '' ORDER BY c.seen, c.load, c.key, c.attribute`,
  )
  const changes = rows.flatMap((row): EntityChange[] => {
    const attribute = WATCHED.find((name) => name === row.attribute)
    const [before, after] = [String(row.before), String(row.after)]
    if (attribute === undefined || isSame(before, after)) return []
    return [
      { key: String(row.key), attribute, before, after, seen: String(row.seen), unseen: String(row.unseen) },
    ]
  })
  // Two reports of one source may tell the same change.
  return [
    ...new Map(
      changes.map((one) => [JSON.stringify([one.key, one.attribute, one.after, one.seen]), one]),
    ).values(),
  ]
}

/** Landing and store pages that were first delivered to after the first day of an object, oldest first. */
export async function readPageChanges(
  level: EntityLevel,
  warehouse: Pick<Warehouse, 'query'>,
): Promise<readonly PageChange[]> {
  const asked = (['landing_page', 'store_page'] as const).map(
    (kind) => `SELECT '${kind}' AS kind, i.${level} AS key, m.${kind} AS page, min(d.first_day) AS first_day
      FROM member m JOIN identity i ON i.member = m.member JOIN delivered d ON d.member = m.member
      WHERE i.${level} IS NOT NULL AND m.${kind} IS NOT NULL AND d.first_day IS NOT NULL GROUP BY i.${level}, m.${kind}`,
  )
  const { rows } = await warehouse.query(
    `SELECT p.kind AS kind, p.key AS key, p.page AS page, p.first_day::VARCHAR AS first_day,
      (min(p.first_day) OVER (PARTITION BY p.kind, p.key))::VARCHAR AS began
    FROM (${asked.join(' UNION ALL ')}) p ORDER BY p.first_day, p.key, p.page`,
  )
  return rows.flatMap((row): PageChange[] => {
    const [first, began] = [String(row.first_day), String(row.began)]
    if (first === began) return []
    return [
      {
        key: String(row.key),
        kind: row.kind === 'store_page' ? 'store_page' : 'landing_page',
        page: String(row.page),
        first,
      },
    ]
  })
}
