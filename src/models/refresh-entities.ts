import { ENTITY_LEVELS, type EntityAttribute, type EntityLevel } from '#schema/dimension.ts'
import type { Dialect } from '#warehouse/dialect.ts'
import type { Session } from '#warehouse/warehouse.ts'

/** The key of every member on a level: SQL that yields `member`, `network`, `id`, `name`, `seen` and `key`; where it has labels also `label`, what they are called beside their names. */
export interface LevelKeys {
  readonly level: EntityLevel
  readonly from: string
  readonly hasLabels: boolean
}

/** SQL for what a member `m` says of its object at a level; an ad's creative is as its ad where nothing else is said. */
function attributeSql(
  attribute: EntityAttribute,
  level: EntityLevel,
  { mapEntry, textLiteral }: Dialect,
): string {
  const entry = (of: EntityLevel) => mapEntry('m.attributes', textLiteral(`${attribute}.${of}`))
  const own = entry(level)
  return level === 'creative' && attribute !== 'budget' && attribute !== 'bid'
    ? `coalesce(${own}, ${entry('ad')})`
    : own
}

function parentOf(level: EntityLevel): EntityLevel | null {
  return ENTITY_LEVELS[ENTITY_LEVELS.indexOf(level) - 1] ?? null
}

const COLUMNS = [
  'level',
  'key',
  'network',
  'id',
  'name',
  'parent',
  'names',
  'status',
  'budget',
  'bid',
  'launched',
  'last_delivery',
  'asset_url',
] as const

/**
 * Writes the dictionary of campaigns, ad groups, ads and creatives: what their newest report says of them, the days
 * they were first and last delivered on, and when they were launched: as stated, else their first day.
 */
export async function refreshEntities(session: Session, keys: readonly LevelKeys[]): Promise<void> {
  const { dialect } = session
  const queries = keys.map(({ level, from, hasLabels }) => {
    const parent = keys.find((other) => other.level === parentOf(level))
    const attribute = (name: EntityAttribute) => attributeSql(name, level, dialect)
    const latest = (value: string) => dialect.latest(value, 'r.seen')
    // Of ads that were seen at one time and differ, one that runs speaks for the creative.
    const byStatus = `coalesce(r.seen::VARCHAR, '') || CASE WHEN r.status = 'active' THEN '1' ELSE '0' END || r.status`
    const rows = `SELECT k.key AS key, k.network AS network, k.id AS id, k.name AS name, k.seen AS seen,
        ${parent === undefined ? 'NULL::VARCHAR' : 'p.key'} AS parent, ${attribute('status')} AS status,
        ${attribute('budget')} AS budget, ${attribute('bid')} AS bid, ${attribute('started')} AS started, ${attribute('asset_url')} AS asset_url,
        d.first_day AS first_day, d.last_day AS last_day${hasLabels ? ', k.label AS label' : ''}
      FROM ${from} k JOIN ${session.table('member')} m ON m.member = k.member
      ${parent === undefined ? '' : `LEFT JOIN ${parent.from} p ON p.member = k.member`}
      LEFT JOIN ${session.table('delivered')} d ON d.member = k.member
      WHERE k.key IS NOT NULL`
    const name = hasLabels ? `coalesce(min(r.label), ${latest('r.name')})` : latest('r.name')
    return `SELECT '${level}' AS level, r.key AS key, ${latest("nullif(r.network, '')")} AS network, ${latest('r.id')} AS id,
        ${name} AS name, ${latest('r.parent')} AS parent,
        CASE WHEN count(DISTINCT r.name) > 1 THEN ${dialect.distinctTexts('r.name', ' | ')} END AS names,
        ${dialect.latest('r.status', byStatus)} AS status, ${latest('r.budget')} AS budget, ${latest('r.bid')} AS bid,
        coalesce(min(r.started)::DATE, min(r.first_day)) AS launched, max(r.last_day) AS last_delivery,
        ${latest('r.asset_url')} AS asset_url
      FROM (${rows}) r GROUP BY r.key`
  })
  await session.refillTable('entity', COLUMNS, queries)
}
