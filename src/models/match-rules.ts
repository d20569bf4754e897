import type { EntityLevel } from '#schema/dimension.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import { levelColumns, normalisedName } from './level-columns.ts'

/** What ties an MMP's or an own row to an object: the network's own id, its name, what the name says, or a merge. */
export type MatchRule = 'id' | 'name' | 'naming convention' | 'merge'

const RULES: readonly MatchRule[] = ['id', 'name', 'naming convention', 'merge']

/** One text for an object of a network. */
export function matchKey(network: string, key: string | null): string {
  return `${network}\u0000${key ?? ''}`
}

/** By which rules rows that are not the network's own came to the object they belong to. */
export async function readMatchRules(
  level: EntityLevel,
  warehouse: Warehouse,
): Promise<ReadonlyMap<string, readonly MatchRule[]>> {
  const { id, name } = levelColumns(level)
  const alone = level === 'creative' ? 'i.named_creative' : `i.${level}`
  const decided =
    level === 'creative'
      ? 'SELECT DISTINCT merged FROM creative_decision WHERE merged IS NOT NULL'
      : `SELECT DISTINCT merged FROM object_decision WHERE level = '${level}'`
  const { rows } = await warehouse.query(
    `WITH named AS (
      SELECT DISTINCT coalesce(i.network, '') AS network, i.${level} AS object, ${alone} AS alone, ${id} AS id,
        ${normalisedName(`(${name})`, warehouse.dialect)} AS plain, b.merged IS NOT NULL AS decided,
        coalesce(p.kind, 'network') = 'network' AS own
      FROM member m JOIN identity i ON i.member = m.member JOIN load l ON l.load = m.load
      LEFT JOIN source_profile p ON p.source = l.source
      LEFT JOIN (${decided}) b ON b.merged = i.${level}
      WHERE i.${level} IS NOT NULL)
    SELECT DISTINCT n.network AS network, n.object AS object, CASE WHEN o.id IS NOT NULL THEN 'id'
        WHEN n.decided AND s.plain IS NULL THEN 'merge'
        WHEN a.alone IS NULL AND n.alone <> n.object THEN 'naming convention' ELSE 'name' END AS rule
    FROM named n LEFT JOIN (SELECT DISTINCT network, id FROM named WHERE own AND id IS NOT NULL) o
      ON o.network = n.network AND o.id = n.id
    LEFT JOIN (SELECT DISTINCT network, alone FROM named WHERE own) a ON a.network = n.network AND a.alone = n.alone
    LEFT JOIN (SELECT DISTINCT network, object, plain FROM named WHERE own) s
      ON s.network = n.network AND s.object = n.object AND s.plain = n.plain
    WHERE NOT n.own ORDER BY 1, 2, 3`,
  )
  const rules = new Map<string, MatchRule[]>()
  for (const { network, object, rule } of rows) {
    const place = matchKey(String(network), String(object))
    const known = rules.get(place) ?? []
    known.push(RULES.find((one) => one === rule) ?? 'name')
    rules.set(place, known)
  }
  return rules
}
