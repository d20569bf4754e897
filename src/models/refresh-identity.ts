import { ENTITY_LEVELS, type EntityLevel } from '#schema/dimension.ts'
import type { Session } from '#warehouse/warehouse.ts'
import { levelColumns, normalisedName } from './level-columns.ts'
import { type Naming, NO_NAMING } from './naming/naming.ts'
import { refreshNameTokens } from './naming/refresh-name-tokens.ts'
import { NO_MERGES, type ObjectMerges } from './object-decision.ts'
import { type LevelKeys, refreshEntities } from './refresh-entities.ts'

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

/** Keeps the key of every member on one level as a step; returns SQL that reads it. */
async function keepKeys(level: EntityLevel, session: Session): Promise<string> {
  const { dialect } = session
  const { id, name } = levelColumns(level)
  const named = await session.step(
    `named_${level}`,
    `SELECT m.member, coalesce(n.network, '') AS network, (${id}) AS id, (${name}) AS name,
      ${normalisedName(`(${name})`, dialect)} AS plain, (p.kind = 'network' OR p.kind IS NULL) AS own,
      l.observed_at AS seen
    FROM ${session.table('member')} m
    JOIN ${session.table('load')} l ON l.load = m.load
    LEFT JOIN ${session.table('network_name')} n ON n.name = m.network
    LEFT JOIN ${session.table('source_profile')} p ON p.source = l.source`,
  )
  // A network's own rows say which id a name belongs to; a name with two ids tells nothing.
  const dictionary = await session.step(
    `dictionary_${level}`,
    `SELECT network, plain, any_value(id) AS id FROM ${named}
    WHERE own AND id IS NOT NULL AND plain IS NOT NULL
    GROUP BY network, plain HAVING count(DISTINCT id) = 1`,
  )
  const known = await session.step(
    `known_${level}`,
    `SELECT network, id, ${dialect.latest('plain', 'seen')} AS plain FROM ${named}
    WHERE own AND id IS NOT NULL GROUP BY network, id`,
  )
  return session.step(
    `key_${level}`,
    `SELECT r.member AS member, r.network AS network, r.id AS id, r.name AS name, r.seen AS seen,
      ${objectKey(level)} AS key
    FROM ${named} r
    LEFT JOIN ${known} k ON k.network = r.network AND k.id = r.id
    LEFT JOIN ${dictionary} d ON d.network = r.network AND d.plain = r.plain`,
  )
}

/** The keys of campaigns, ad groups or ads with what people put together under one. */
function keepDecided(level: EntityLevel, from: string, session: Session): Promise<string> {
  const decided = `(SELECT key, merged, name FROM ${session.table('object_decision')} WHERE level = '${level}')`
  return session.step(
    `merged_${level}`,
    `SELECT r.member AS member, r.network AS network, r.id AS id, r.name AS name, r.seen AS seen,
      coalesce(d.merged, r.key) AS key, coalesce(d.name, f.name) AS label
    FROM ${from} r
    LEFT JOIN ${decided} d ON d.key = r.key
    LEFT JOIN (SELECT k.key AS key, ${session.dialect.latest('k.name', 'k.seen')} AS name FROM ${from} k GROUP BY k.key) f
      ON f.key = d.merged`,
  )
}

/** The keys of creatives with what people, or else equal tokens of their names, put together under one. */
function keepMerged(from: string, identities: string | null, session: Session): Promise<string> {
  const decided = session.table('creative_decision')
  const columns = 'r.member AS member, r.network AS network, r.id AS id, r.name AS name, r.seen AS seen'
  const byHand = `SELECT ${columns}, r.key AS named, coalesce(c.merged, r.key) AS key, c.name AS label
    FROM ${from} r LEFT JOIN ${decided} c ON c.key = r.key`
  if (identities === null) return session.step('merged_creative', byHand)
  const apart = `(SELECT a.key FROM ${decided} a WHERE a.merged IS NULL)`
  return session.step(
    'merged_creative',
    `SELECT ${columns}, r.named AS named, coalesce(c.merged, r.given) AS key,
      coalesce(c.name, CASE WHEN coalesce(c.merged, r.given) = r.naming THEN r.told END) AS label
    FROM (SELECT d.*, coalesce(n.naming, d.key) AS given, n.naming AS naming, n.label AS told FROM (${byHand}) d
      LEFT JOIN (SELECT k.* FROM ${identities} k WHERE k.key NOT IN ${apart} AND k.naming NOT IN ${apart}) n
        ON n.key = d.key) r
    LEFT JOIN ${decided} c ON c.key = r.given`,
  )
}

/**
 * Resolves which campaign, ad group, ad and creative each landed member is, and what their names say by the naming
 * convention and what people decided. A creative is one object across networks when its normalised name is the same; the other levels live
 * inside their network.
 */
export async function refreshIdentity(
  session: Session,
  naming: Naming = NO_NAMING,
  merges: ObjectMerges = NO_MERGES,
): Promise<void> {
  const landed = await session.query(`SELECT m.member AS member FROM ${session.table('member')} m LIMIT 1`)
  if (landed.rows.length === 0) {
    for (const table of ['identity', 'entity', 'name_token']) await session.refillTable(table, [], [])
    return
  }
  const alone: LevelKeys[] = []
  for (const level of ENTITY_LEVELS)
    alone.push({ level, from: await keepKeys(level, session), hasLabels: false })
  const identities = await refreshNameTokens(alone, naming, session)
  const keys: LevelKeys[] = []
  for (const { level, from } of alone) {
    if (level === 'creative') {
      keys.push({ level, from: await keepMerged(from, identities, session), hasLabels: true })
    } else if ((merges.get(level)?.size ?? 0) > 0) {
      keys.push({ level, from: await keepDecided(level, from, session), hasLabels: true })
    } else keys.push({ level, from, hasLabels: false })
  }
  const [first, ...others] = keys
  if (first === undefined) return
  const joined = others.map(
    ({ level, from }) => ` JOIN ${from} ${level} ON ${level}.member = ${first.level}.member`,
  )
  await session.refillTable(
    'identity',
    ['member', 'network', ...ENTITY_LEVELS, 'named_creative', 'app'],
    [
      `SELECT ${first.level}.member, nullif(${first.level}.network, ''), ${ENTITY_LEVELS.map((level) => `${level}.key`).join(', ')}, creative.named, a.app
      FROM ${first.from} ${first.level}${joined.join('')} JOIN ${session.table('member')} m ON m.member = ${first.level}.member
      LEFT JOIN ${session.table('app_name')} a ON a.name = m.app`,
    ],
  )
  await refreshEntities(session, keys)
}
