import type { EntityLevel } from '#schema/dimension.ts'
import type { Session } from '#warehouse/warehouse.ts'
import { tokenSql } from './name-sql.ts'
import { type LevelPattern, levelTokens, type Naming } from './naming.ts'

/** SQL of a step that has network, key, name and seen of every member on one level. */
export interface NamedStep {
  readonly level: EntityLevel
  readonly from: string
}

async function keepNames({ level, from }: NamedStep, session: Session): Promise<string> {
  const { latest, collapseSpaces } = session.dialect
  return session.step(
    `name_of_${level}`,
    `SELECT r.network AS network, r.key AS key, ${latest(`trim(${collapseSpaces('r.name')})`, 'r.seen')} AS name
    FROM ${from} r WHERE r.key IS NOT NULL AND r.name IS NOT NULL GROUP BY r.network, r.key`,
  )
}

function tokenRows(
  level: EntityLevel,
  token: string,
  patterns: readonly LevelPattern[],
  names: string,
  { dialect }: Session,
): string {
  const value = tokenSql(token, patterns, 'n.name', 'n.network', dialect)
  // Spellings that differ in case alone are one value, shown as the one that sorts first.
  return `SELECT '${level}', t.network, t.key, '${token}', min(t.value) OVER (PARTITION BY ${dialect.lower('t.value')})
    FROM (SELECT n.network AS network, n.key AS key, ${value} AS value FROM ${names} n) t WHERE t.value IS NOT NULL`
}

/** Keeps which creatives have the tokens that make them one; SQL that reads their key, the common one and its name. */
async function keepIdentities(names: string, naming: Naming, session: Session): Promise<string | null> {
  const patterns = naming.levels.get('creative')
  if (naming.identity.length === 0 || patterns === undefined) return null
  const { lower } = session.dialect
  const columns = naming.identity.map(
    (token, index) => `${tokenSql(token, patterns, 'n.name', 'n.network', session.dialect)} AS t${index}`,
  )
  const tokens = naming.identity.map((_, index) => `t.t${index}`)
  const key = naming.identity.map((token, index) => `'${token}=' || ${lower(`t.t${index}`)}`)
  return session.step(
    'naming_key',
    `SELECT t.key AS key, min(${key.join(` || ', ' || `)}) AS naming, min(${tokens.join(` || ' · ' || `)}) AS label
    FROM (SELECT n.key AS key, ${columns.join(', ')} FROM ${names} n) t
    WHERE ${tokens.map((token) => `${token} IS NOT NULL`).join(' AND ')} GROUP BY t.key`,
  )
}

/**
 * Writes what every name says by the project's naming convention. Returns SQL of the creatives that are one by it, or
 * `null` where no tokens say so.
 */
export async function refreshNameTokens(
  steps: readonly NamedStep[],
  naming: Naming,
  session: Session,
): Promise<string | null> {
  const queries: string[] = []
  let identities: string | null = null
  for (const step of steps) {
    const patterns = naming.levels.get(step.level)
    if (patterns === undefined) continue
    const names = await keepNames(step, session)
    for (const token of levelTokens(patterns))
      queries.push(tokenRows(step.level, token, patterns, names, session))
    if (step.level === 'creative') identities = await keepIdentities(names, naming, session)
  }
  await session.refillTable('name_token', ['level', 'network', 'key', 'token', 'value'], queries)
  return identities
}
