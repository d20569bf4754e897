import { ENTITY_LEVELS, type EntityLevel } from '#schema/dimension.ts'
import type { Dialect } from '#warehouse/dialect.ts'
import type { Session } from '#warehouse/warehouse.ts'
import type { CreativeMerge, DecidedCreatives } from './creative-decision.ts'
import { levelColumns } from './level-columns.ts'
import { type Naming, NO_NAMING } from './naming/naming.ts'
import { refreshNameTokens } from './naming/refresh-name-tokens.ts'
import { type LevelKeys, refreshEntities } from './refresh-entities.ts'

/** SQL for a name as it is compared: case and spacing do not tell two names apart. */
function normalisedName(column: string, { lower, collapseSpaces }: Dialect): string {
  return `nullif(${lower(`trim(${collapseSpaces(column)})`)}, '')`
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

/** SQL for the key a creative counts under, and the name it has there; what people put together wins. */
function mergedSql(
  merges: readonly CreativeMerge[],
  of: (merge: CreativeMerge) => string | null,
  key: string,
  other: string,
  { textLiteral }: Dialect,
): string {
  const cases = merges.flatMap((merge) => {
    const value = of(merge)
    return value === null ? [] : [`WHEN ${textLiteral(merge.key)} THEN ${textLiteral(value)}`]
  })
  return cases.length === 0 ? other : `CASE ${key} ${cases.join(' ')} ELSE ${other} END`
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

/** The keys of creatives with what people, or else equal tokens of their names, put together under one. */
async function keepMerged(
  from: string,
  identities: string | null,
  { merges, apart }: DecidedCreatives,
  session: Session,
): Promise<string> {
  const { dialect } = session
  const merged = (key: string) => mergedSql(merges, ({ merged: target }) => target, key, key, dialect)
  const columns = 'r.member AS member, r.network AS network, r.id AS id, r.name AS name, r.seen AS seen'
  const byHand = `SELECT ${columns}, r.key AS named, ${merged('r.key')} AS key FROM ${from} r`
  if (identities === null) return session.step('merged_creative', byHand)
  const list = apart.map((key) => dialect.textLiteral(key)).join(', ')
  const kept = apart.length === 0 ? '' : ` WHERE k.key NOT IN (${list}) AND k.naming NOT IN (${list})`
  const key = merged('coalesce(r.naming, r.key)')
  return session.step(
    'merged_creative',
    `SELECT ${columns}, r.named AS named, ${key} AS key, CASE WHEN ${key} = r.naming THEN r.label END AS label
    FROM (SELECT d.*, n.naming AS naming, n.label AS label FROM (${byHand}) d
      LEFT JOIN (SELECT k.* FROM ${identities} k${kept}) n ON n.key = d.key) r`,
  )
}

/**
 * Resolves which campaign, ad group, ad and creative each landed member is, and what their names say by the naming
 * convention. A creative is one object across networks when its normalised name is the same; the other levels live
 * inside their network.
 */
export async function refreshIdentity(
  session: Session,
  decisions: DecidedCreatives = { merges: [], apart: [] },
  naming: Naming = NO_NAMING,
): Promise<void> {
  const alone: LevelKeys[] = []
  for (const level of ENTITY_LEVELS) alone.push({ level, from: await keepKeys(level, session) })
  const identities = await refreshNameTokens(alone, naming, session)
  const { merges } = decisions
  const keys: LevelKeys[] = []
  for (const { level, from } of alone) {
    const own = level === 'creative' ? await keepMerged(from, identities, decisions, session) : from
    keys.push({ level, from: own, hasLabels: level === 'creative' && identities !== null })
  }
  const [first, ...others] = keys
  if (first === undefined) return
  const joined = others.map(
    ({ level, from }) => ` JOIN ${from} ${level} ON ${level}.member = ${first.level}.member`,
  )
  await session.refillTable(
    'identity',
    ['member', 'network', ...ENTITY_LEVELS, 'named_creative'],
    [
      `SELECT ${first.level}.member, nullif(${first.level}.network, ''), ${ENTITY_LEVELS.map((level) => `${level}.key`).join(', ')}, creative.named
      FROM ${first.from} ${first.level}${joined.join('')}`,
    ],
  )
  await refreshEntities(session, keys, (level, key, name) =>
    level === 'creative' ? mergedSql(merges, (merge) => merge.name, key, name, session.dialect) : name,
  )
}
