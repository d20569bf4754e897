import { ENTITY_LEVELS, type EntityLevel } from '#schema/dimension.ts'
import type { Session } from '#warehouse/warehouse.ts'
import { levelColumns } from './level-columns.ts'

/** SQL for a name as it is compared: case and spacing do not tell two names apart. */
function normalisedName(column: string): string {
  return `nullif(lower(trim(regexp_replace(${column}, '\\s+', ' ', 'g'))), '')`
}

function stepTables(level: EntityLevel): readonly string[] {
  const { id, name } = levelColumns(level)
  return [
    `CREATE OR REPLACE TEMP TABLE named_${level} AS
      SELECT m.member, coalesce(n.network, '') AS network, (${id}) AS id, (${name}) AS name,
        ${normalisedName(`(${name})`)} AS plain, p.kind = 'network' OR p.kind IS NULL AS own, l.observed_at AS seen
      FROM member m
      JOIN load l ON l.load = m.load
      LEFT JOIN network_name n ON n.name = m.network
      LEFT JOIN source_profile p ON p.source = l.source`,
    // A network's own rows say which id a name belongs to; a name with two ids tells nothing.
    `CREATE OR REPLACE TEMP TABLE dictionary_${level} AS
      SELECT network, plain, any_value(id) AS id FROM named_${level}
      WHERE own AND id IS NOT NULL AND plain IS NOT NULL
      GROUP BY network, plain HAVING count(DISTINCT id) = 1`,
    `CREATE OR REPLACE TEMP TABLE known_${level} AS
      SELECT network, id, arg_max(plain, seen) AS plain, arg_max(name, seen) AS name FROM named_${level}
      WHERE own AND id IS NOT NULL GROUP BY network, id`,
  ]
}

/** SQL for the key of a level: the network's own id, else the id its name belongs to, else the name. */
function objectKey(level: EntityLevel): string {
  const found = 'coalesce(k.id, d.id, r.id, r.plain)'
  if (level === 'creative') {
    return `coalesce(k.plain, r.plain, ${inNetwork(found)})`
  }
  return inNetwork(found)
}

/** Ids of two networks may be equal, so a key carries its network where there is one. */
function inNetwork(found: string): string {
  return `CASE WHEN ${found} IS NULL THEN NULL WHEN r.network = '' THEN ${found} ELSE r.network || ':' || ${found} END`
}

function keyTable(level: EntityLevel): string {
  return `CREATE OR REPLACE TEMP TABLE key_${level} AS
    SELECT r.member, r.network, r.id, r.name, r.seen, ${objectKey(level)} AS key
    FROM named_${level} r
    LEFT JOIN known_${level} k ON k.network = r.network AND k.id = r.id
    LEFT JOIN dictionary_${level} d ON d.network = r.network AND d.plain = r.plain`
}

/**
 * Resolves which campaign, ad group, ad and creative each landed member is. A creative is one object across
 * networks when its normalised name is the same; the other levels live inside their network.
 */
export async function refreshIdentity(session: Session): Promise<void> {
  const statements = [
    ...ENTITY_LEVELS.flatMap((level) => [...stepTables(level), keyTable(level)]),
    'DELETE FROM identity',
    `INSERT INTO identity SELECT c.member, nullif(c.network, ''), c.key, g.key, a.key, v.key
      FROM key_campaign c JOIN key_ad_group g USING (member) JOIN key_ad a USING (member)
      JOIN key_creative v USING (member)`,
    'DELETE FROM entity',
    ...ENTITY_LEVELS.map(
      (level) => `INSERT INTO entity SELECT '${level}', key, arg_max(nullif(network, ''), seen),
        arg_max(id, seen), arg_max(name, seen) FROM key_${level} WHERE key IS NOT NULL GROUP BY key`,
    ),
  ]
  for (const statement of statements) await session.run(statement)
}
