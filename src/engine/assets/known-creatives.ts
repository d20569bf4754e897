import { levelColumns } from '#models/level-columns.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import type { KnownCreative } from './match-file.ts'

/** Every creative before it was put together with others, by all names and ids rows give it. */
export async function knownCreatives(warehouse: Warehouse): Promise<readonly KnownCreative[]> {
  const { id, name } = levelColumns('creative')
  const { rows } = await warehouse.query(
    `SELECT DISTINCT i.named_creative AS key, (${id}) AS id, (${name}) AS name
    FROM member m JOIN identity i ON i.member = m.member WHERE i.named_creative IS NOT NULL`,
  )
  const known = new Map<string, { names: Set<string>; ids: Set<string> }>()
  for (const row of rows) {
    const key = String(row.key)
    const own = known.get(key) ?? { names: new Set<string>(), ids: new Set<string>() }
    if (row.name !== null) own.names.add(String(row.name))
    if (row.id !== null) own.ids.add(String(row.id))
    known.set(key, own)
  }
  return [...known].map(([key, { names, ids }]) => ({ key, names: [...names], ids: [...ids] }))
}

/** Where a source says the file of a creative can be seen. */
export interface StatedAddress {
  readonly creative: string
  readonly url: string
}

/** The newest address of every creative that has one. */
export async function statedAddresses(warehouse: Warehouse): Promise<readonly StatedAddress[]> {
  const { dialect } = warehouse
  const entry = (level: string) =>
    `nullif(${dialect.mapEntry('m.attributes', dialect.textLiteral(`asset_url.${level}`))}, '')`
  const { rows } = await warehouse.query(
    `SELECT r.creative AS creative, ${dialect.latest('r.url', 'r.seen')} AS url
    FROM (SELECT i.named_creative AS creative, coalesce(${entry('creative')}, ${entry('ad')}) AS url, l.observed_at AS seen
      FROM member m JOIN identity i ON i.member = m.member JOIN load l ON l.load = m.load) r
    WHERE r.creative IS NOT NULL AND r.url IS NOT NULL GROUP BY r.creative ORDER BY r.creative`,
  )
  return rows.map(({ creative, url }) => ({ creative: String(creative), url: String(url) }))
}
