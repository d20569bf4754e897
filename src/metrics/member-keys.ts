import { ENTITY_LEVELS, type EntityLevel } from '#schema/dimension.ts'
import type { Dialect } from '#warehouse/dialect.ts'
import type { Grouping } from './grouping.ts'
import type { Parameters } from './parameters.ts'
import type { Plan } from './plan.ts'

/** Networks by what they are called, each once however many names stand for it. */
export const NETWORK_LABELS =
  '(SELECT l.network AS network, min(l.label) AS name FROM network_name l GROUP BY l.network)'

export type MemberGrouping = Exclude<Grouping, { kind: 'time' }>

type Trait = Extract<Grouping, { kind: 'trait' }>

/** SQL for what is known of a member's object: its status, the day it was launched, or its age on the last day asked. */
export function traitSql(
  { trait, level }: Trait,
  { range, catalogue }: Plan,
  parameters: Parameters,
): string {
  if (trait !== 'age_in_days') return `e_${level}.${trait}`
  const last = range.to ?? catalogue.newestDay
  return last === null ? 'NULL::INTEGER' : `(${parameters.bind(last)}::DATE - e_${level}.launched)::INTEGER`
}

type Token = Extract<Grouping, { kind: 'token' }>

const tokenAlias = ({ token, from }: Token, level: EntityLevel) => `${from}_${token}_${level}`

/** A table a member may be joined with, for what is said of it under the alias. */
export interface Join {
  readonly alias: string
  readonly sql: string
}

/** Join of the table of tags: a creative that counts as another keeps its own. */
function tagJoin(token: Token, level: EntityLevel): Join {
  const alias = tokenAlias(token, level)
  return {
    alias,
    sql: `LEFT JOIN creative_tag ${alias} ON ${alias}.tag = '${token.token}' AND ${alias}.key = i.named_creative`,
  }
}

/** Joins of the tables that tell what the names of members say, and what is said of their creatives. */
function tokenJoins(groupings: readonly Grouping[]): readonly Join[] {
  return groupings.flatMap((grouping) => {
    if (grouping.kind !== 'token') return []
    return grouping.levels.map((level) => {
      if (grouping.from === 'tags') return tagJoin(grouping, level)
      const alias = tokenAlias(grouping, level)
      const key = level === 'creative' ? 'i.named_creative' : `i.${level}`
      const sql = `LEFT JOIN name_token ${alias} ON ${alias}.level = '${level}' AND ${alias}.token = '${grouping.token}'
    AND ${alias}.network = coalesce(i.network, '') AND ${alias}.key = ${key}`
      return { alias, sql }
    })
  })
}

/** Everything a member `i` may be joined with, each once. */
export function memberJoins(groupings: readonly Grouping[]): readonly Join[] {
  const all: readonly Join[] = [
    { alias: 'm', sql: 'JOIN member m ON m.member = i.member' },
    { alias: 'net', sql: `LEFT JOIN ${NETWORK_LABELS} net ON net.network = i.network` },
    ...ENTITY_LEVELS.map((level) => ({
      alias: `e_${level}`,
      sql: `LEFT JOIN entity e_${level} ON e_${level}.level = '${level}' AND e_${level}.key = i.${level}`,
    })),
    ...tokenJoins(groupings),
  ]
  return [...new Map(all.map((join) => [join.alias, join])).values()]
}

/** SQL for the key of what a member belongs to. */
export function keySql(
  grouping: MemberGrouping,
  plan: Plan,
  dialect: Dialect,
  parameters: Parameters,
): string {
  switch (grouping.kind) {
    case 'network':
      return 'i.network'
    case 'app':
      return 'i.app'
    case 'entity':
      return `i.${grouping.name}`
    case 'trait':
      return `(${traitSql(grouping, plan, parameters)})::VARCHAR`
    case 'column':
      return `m.${dialect.identifier(grouping.name)}`
    case 'token': {
      const values = grouping.levels.map((level) => `${tokenAlias(grouping, level)}.value`)
      const [only = ''] = values
      return values.length === 1 ? only : `coalesce(${values.join(', ')})`
    }
    case 'tag':
      return dialect.mapEntry('m.tags', parameters.bind(grouping.tag))
  }
}
