import type { EntityLevel } from '#schema/dimension.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import { levelColumns } from './level-columns.ts'

/** What ties an MMP's or an own row to an object: the network's own id, or its name. */
export type MatchRule = 'id' | 'name'

/** One text for an object of a network. */
export function matchKey(network: string, key: string | null): string {
  return `${network}\u0000${key ?? ''}`
}

/** By which rules rows that are not the network's own came to the object they belong to. */
export async function readMatchRules(
  level: EntityLevel,
  warehouse: Warehouse,
): Promise<ReadonlyMap<string, readonly MatchRule[]>> {
  const { id } = levelColumns(level)
  const { rows } = await warehouse.query(
    `WITH named AS (
      SELECT DISTINCT coalesce(i.network, '') AS network, i.${level} AS object, ${id} AS id,
        coalesce(p.kind, 'network') = 'network' AS own
      FROM member m JOIN identity i ON i.member = m.member JOIN load l ON l.load = m.load
      LEFT JOIN source_profile p ON p.source = l.source
      WHERE i.${level} IS NOT NULL)
    SELECT DISTINCT n.network, n.object, CASE WHEN o.id IS NOT NULL THEN 'id' ELSE 'name' END AS rule
    FROM named n LEFT JOIN (SELECT DISTINCT network, id FROM named WHERE own AND id IS NOT NULL) o
      ON o.network = n.network AND o.id = n.id
    WHERE NOT n.own ORDER BY 1, 2, 3`,
  )
  const rules = new Map<string, MatchRule[]>()
  for (const { network, object, rule } of rows) {
    const place = matchKey(String(network), String(object))
    const known = rules.get(place) ?? []
    known.push(rule === 'id' ? 'id' : 'name')
    rules.set(place, known)
  }
  return rules
}
