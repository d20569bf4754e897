import type { EntityLevel } from '#schema/dimension.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import { levelColumns } from '../level-columns.ts'

/** A name of a network's object, with the object it counts as. */
export interface KnownName {
  /** Empty where rows name no network. */
  readonly network: string
  readonly key: string
  readonly name: string
}

/** The latest name of everything on one level, before creatives are put together. */
export async function readNames(level: EntityLevel, warehouse: Warehouse): Promise<readonly KnownName[]> {
  const { name } = levelColumns(level)
  const own = level === 'creative' ? 'i.named_creative' : `i.${level}`
  const { rows } = await warehouse.query(
    `SELECT r.network AS network, r.key AS key, ${warehouse.dialect.latest('r.name', 'r.seen')} AS name
    FROM (SELECT coalesce(i.network, '') AS network, i.${level} AS key, ${own} AS own, ${name} AS name, l.observed_at AS seen
      FROM member m JOIN identity i ON i.member = m.member JOIN load l ON l.load = m.load) r
    WHERE r.key IS NOT NULL AND r.name IS NOT NULL GROUP BY r.network, r.key, r.own ORDER BY 1, 2, 3`,
  )
  return rows.map((row) => ({ network: String(row.network), key: String(row.key), name: String(row.name) }))
}
