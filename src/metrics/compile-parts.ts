import { addDays } from '#schema/day.ts'
import type { EntityLevel } from '#schema/dimension.ts'
import { PermilleError } from '#schema/error.ts'
import type { Dialect } from '#warehouse/dialect.ts'
import { acquisitionSql } from './acquisition.ts'
import type { Grouping } from './grouping.ts'
import { delayField } from './learnt-curves.ts'
import { type Component, cohortOf } from './metric.ts'
import type { Parameters } from './parameters.ts'
import type { Exclusion, Plan, ReachedDays, Variant } from './plan.ts'
import { type DimensionFilter, type Filter, isOrder } from './query.ts'
import { LEAST_SHARE } from './unsettled-days.ts'

const LABEL_OF_NETWORK = 'coalesce(net.label, net.network)'

export type MemberGrouping = Exclude<Grouping, { kind: 'time' }>

type Trait = Extract<Grouping, { kind: 'trait' }>

/** SQL for what is known of a member's object: its status, the day it was launched, or its age on the last day asked. */
function traitSql({ trait, level }: Trait, { range, catalogue }: Plan, parameters: Parameters): string {
  if (trait !== 'age_in_days') return `e_${level}.${trait}`
  const last = range.to ?? catalogue.newestDay
  return last === null ? 'NULL::INTEGER' : `(${parameters.bind(last)}::DATE - e_${level}.launched)::INTEGER`
}

type Token = Extract<Grouping, { kind: 'token' }>

const tokenAlias = ({ token, from }: Token, level: EntityLevel) => `${from}_${token}_${level}`

/** Join of the table of tags: a creative that counts as another keeps its own. */
function tagJoin(token: Token, level: EntityLevel): string {
  const alias = tokenAlias(token, level)
  return `\n  LEFT JOIN creative_tag ${alias} ON ${alias}.tag = '${token.token}' AND ${alias}.key = i.named_creative`
}

/** Joins of the tables that tell what the names of members say, and what is said of their creatives. */
function tokenJoins(groupings: readonly Grouping[]): readonly string[] {
  const joins = groupings.flatMap((grouping) => {
    if (grouping.kind !== 'token') return []
    return grouping.levels.map((level) => {
      if (grouping.from === 'tags') return tagJoin(grouping, level)
      const alias = tokenAlias(grouping, level)
      const key = level === 'creative' ? 'i.named_creative' : `i.${level}`
      return `\n  LEFT JOIN name_token ${alias} ON ${alias}.level = '${level}' AND ${alias}.token = '${grouping.token}'
    AND ${alias}.network = coalesce(i.network, '') AND ${alias}.key = ${key}`
    })
  })
  return [...new Set(joins)]
}

/** SQL for the key and the name of what a member belongs to. */
function groupingSql(
  grouping: MemberGrouping,
  plan: Plan,
  dialect: Dialect,
  parameters: Parameters,
): { key: string; name: string } {
  switch (grouping.kind) {
    case 'network':
      return { key: 'i.network', name: LABEL_OF_NETWORK }
    case 'entity':
      return { key: `i.${grouping.name}`, name: `e_${grouping.name}.name` }
    case 'trait': {
      const trait = `(${traitSql(grouping, plan, parameters)})::VARCHAR`
      return { key: trait, name: trait }
    }
    case 'column': {
      const column = `m.${dialect.identifier(grouping.name)}`
      return { key: column, name: column }
    }
    case 'token': {
      const values = grouping.levels.map((level) => `${tokenAlias(grouping, level)}.value`)
      const [only = ''] = values
      const key = values.length === 1 ? only : `coalesce(${values.join(', ')})`
      return { key, name: key }
    }
    case 'tag': {
      const entry = dialect.mapEntry('m.tags', parameters.bind(grouping.tag))
      return { key: entry, name: entry }
    }
  }
}

function scopeCondition(
  scope: NonNullable<Exclusion['scope']>,
  dialect: Dialect,
  parameters: Parameters,
): string {
  const columns = [
    ['account', scope.account],
    ['app', scope.app],
    ['os', scope.os],
  ] as const
  return columns
    .map(([column, value]) => dialect.sameOrBothAbsent(column, `${parameters.bind(value)}::VARCHAR`))
    .join(' AND ')
}

function exclusionSql(exclusion: Exclusion, dialect: Dialect, parameters: Parameters): string {
  const days =
    exclusion.days === null
      ? 'f.day IS NULL'
      : `f.day BETWEEN ${parameters.bind(exclusion.days.from)}::DATE AND ${parameters.bind(exclusion.days.to)}::DATE`
  const scope =
    exclusion.scope === null
      ? ''
      : ` AND ${dialect.isAmong('f.member', `SELECT member FROM member WHERE load = ${exclusion.load} AND ${scopeCondition(exclusion.scope, dialect, parameters)}`)}`
  return `NOT coalesce(f.load = ${exclusion.load} AND ${days}${scope}, FALSE)`
}

/** Whether no other load holds such numbers, so that they tell their loads apart by being there. */
function isEverywhere({ catalogue }: Plan, component: Component, variant: Variant): boolean {
  const holders = catalogue.loads.filter(({ measures, kinds }) =>
    component.from === 'delivery'
      ? measures.has(component.measure)
      : kinds.some(({ kind }) => variant.kinds.includes(kind)),
  )
  return holders.every(({ load }) => variant.loads.includes(load))
}

/** SQL that holds for facts of install days whose users were old enough. */
function reachedSql(reached: readonly ReachedDays[], dialect: Dialect, parameters: Parameters): string {
  const groups = reached.map(({ networks, days, dateless }) => {
    const ranges = days.map(
      ({ from, to }) => `f.day BETWEEN ${parameters.bind(from)}::DATE AND ${parameters.bind(to)}::DATE`,
    )
    const loads = dateless.length === 0 ? [] : [`(f.day IS NULL AND f.load IN (${dateless.join(', ')}))`]
    const list = networks.map((network) => `${parameters.bind(network)}::VARCHAR`).join(', ')
    const ofNetworks = dialect.isAmong(
      'f.member',
      `SELECT member FROM identity WHERE coalesce(network, '') IN (${list})`,
    )
    return `(${ofNetworks} AND (${[...ranges, ...loads].join(' OR ') || 'FALSE'}))`
  })
  return `coalesce(${groups.join(' OR ') || 'FALSE'}, FALSE)`
}

/** SQL that holds for the facts a column counts. */
export function variantCondition(
  plan: Plan,
  component: Component,
  variant: Variant,
  dialect: Dialect,
  parameters: Parameters,
): string {
  const conditions = [
    ...(isEverywhere(plan, component, variant) ? [] : [`f.load IN (${variant.loads.join(', ')})`]),
    ...(variant.kinds.length === 0 ? [] : [`f.kind IN (${variant.kinds.join(', ')})`]),
    ...variant.exclusions.map((exclusion) => exclusionSql(exclusion, dialect, parameters)),
    ...(variant.reached === null ? [] : [reachedSql(variant.reached, dialect, parameters)]),
    ...(variant.acquisition ? ['p.acquisition'] : []),
  ]
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ')
}

function comparisonSql(
  { dimension, operator, values }: DimensionFilter,
  groupings: readonly Grouping[],
  plan: Plan,
  dialect: Dialect,
  parameters: Parameters,
): string {
  const grouping = groupings.find(({ name }) => name === dimension)
  if (grouping === undefined) throw new PermilleError('internal', `${dimension} was not planned`)
  if (grouping.kind === 'time') {
    throw new PermilleError('usage', `filter days with --from and --to, not with ${grouping.name}`)
  }
  if (isOrder(operator)) {
    if (grouping.kind !== 'trait') throw new PermilleError('usage', `${dimension} has no ${operator}`)
    const type = grouping.trait === 'launched' ? 'DATE' : 'INTEGER'
    const bounds = values.map((value) => `${parameters.bind(value)}::${type}`)
    const trait = traitSql(grouping, plan, parameters)
    return `coalesce(${bounds.map((bound) => `${trait} ${operator} ${bound}`).join(' OR ')}, FALSE)`
  }
  const { key } = groupingSql(grouping, plan, dialect, parameters)
  const name =
    grouping.kind === 'entity'
      ? `e_${grouping.name}.name`
      : grouping.kind === 'network'
        ? LABEL_OF_NETWORK
        : key
  const id = grouping.kind === 'entity' ? `e_${grouping.name}.id` : key
  const contains = operator === '~' || operator === '!~'
  // The key of an object carries its network: a text found in that is not found in the object.
  const searched = contains && grouping.kind === 'entity' ? [name, id] : [key, name, id]
  const tests = values.flatMap((value) => {
    if (value === null) return [`${key} IS NULL`]
    const bound = parameters.bind(value)
    return [...new Set(searched)].map((expression) =>
      contains
        ? dialect.containsText(dialect.lower(expression), dialect.lower(`${bound}::VARCHAR`))
        : `${dialect.lower(expression)} = ${dialect.lower(`${bound}::VARCHAR`)}`,
    )
  })
  const any = `coalesce(${tests.map((test) => `coalesce(${test}, FALSE)`).join(' OR ')}, FALSE)`
  return operator.startsWith('!') ? `NOT (${any})` : any
}

function filterSql(
  filter: Filter,
  groupings: readonly Grouping[],
  plan: Plan,
  dialect: Dialect,
  parameters: Parameters,
): string {
  if ('segment' in filter) return filterSql(filter.filter, groupings, plan, dialect, parameters)
  const parts = (filters: readonly Filter[]) =>
    filters.map((part) => `(${filterSql(part, groupings, plan, dialect, parameters)})`)
  if ('all' in filter) return parts(filter.all).join(' AND ') || 'TRUE'
  if ('any' in filter) return parts(filter.any).join(' OR ') || 'FALSE'
  return comparisonSql(filter, groupings, plan, dialect, parameters)
}

/** Columns of a member for the days of its network that do not count. */
function leftOutColumns({ leftOutDays }: Plan, parameters: Parameters): readonly string[] {
  const widest = Math.max(0, ...[...leftOutDays.values()].map(({ length }) => length))
  return Array.from({ length: widest }, (_, index) => index).flatMap((index) =>
    (['from', 'to'] as const).map((end) => {
      const cases = [...leftOutDays].flatMap(([network, ranges]) => {
        const day = ranges[index]?.[end]
        return day === undefined
          ? []
          : [`WHEN ${parameters.bind(network)}::VARCHAR THEN ${parameters.bind(day)}::DATE`]
      })
      return `CASE coalesce(i.network, '') ${cases.join(' ')} END AS ${leftOutColumn(index, end)}`
    }),
  )
}

const leftOutColumn = (index: number, end: 'from' | 'to') => `out${index}_${end}`

/** SQL that holds for facts of days that count for their network. */
export function keptDaysSql({ leftOutDays }: Plan): readonly string[] {
  const widest = Math.max(0, ...[...leftOutDays.values()].map(({ length }) => length))
  return Array.from(
    { length: widest },
    (_, index) =>
      `coalesce(f.day NOT BETWEEN p.${leftOutColumn(index, 'from')} AND p.${leftOutColumn(index, 'to')}, TRUE)`,
  )
}

/** Whether some number of a plan leaves out what is known to be re-engagement. */
export function countsAcquisition({ components }: Plan): boolean {
  return components.some(({ variants }) => variants.some(({ acquisition }) => acquisition))
}

/** The groupings that tell members apart, each with its place among all groupings. */
export function memberGroupings({ groupings }: Plan): readonly { index: number; grouping: MemberGrouping }[] {
  return groupings.flatMap((grouping, index) => (grouping.kind === 'time' ? [] : [{ grouping, index }]))
}

/** Whether what a grouping tells apart is called by another text than its key. */
export function hasNames({ kind }: Grouping): boolean {
  return kind === 'network' || kind === 'entity'
}

/** SQL of the members a question is about, with what they belong to. */
export function placedSql(
  plan: Plan,
  dialect: Dialect,
  parameters: Parameters,
  more: (keys: readonly string[]) => {
    readonly columns: readonly string[]
    readonly conditions: readonly string[]
  },
): string {
  const grouped = memberGroupings(plan).map(({ grouping, index }) => ({
    index,
    ...groupingSql(grouping, plan, dialect, parameters),
  }))
  const kept = plan.filters.map(
    ({ filter, groupings }) => `(${filterSql(filter, groupings, plan, dialect, parameters)})`,
  )
  const asked = [...plan.groupings, ...plan.filters.flatMap(({ groupings }) => groupings)]
  const levels = new Set(
    asked.flatMap((grouping) =>
      grouping.kind === 'entity' ? [grouping.name] : grouping.kind === 'trait' ? [grouping.level] : [],
    ),
  )
  const { columns, conditions } = more(grouped.map(({ key }) => key))
  const texts = grouped.flatMap(({ index, key, name }) =>
    name === key ? [`${key} AS k${index}`] : [`${key} AS k${index}`, `${name} AS n${index}`],
  )
  const leftOut = leftOutColumns(plan, parameters)
  const purpose = countsAcquisition(plan)
    ? [`${acquisitionSql(plan.catalogue.reengagement.objectives, dialect, parameters)} AS acquisition`]
    : []
  const entities = [...levels].map(
    (level) =>
      `\n  LEFT JOIN entity e_${level} ON e_${level}.level = '${level}' AND e_${level}.key = i.${level}`,
  )
  return `  SELECT ${['m.member AS member', ...columns, ...texts, ...leftOut, ...purpose, 'i.network AS network'].join(', ')}
  FROM member m
  JOIN identity i ON i.member = m.member
  LEFT JOIN network_name net ON net.name = m.network${[...entities, ...tokenJoins(asked)].join('')}
  WHERE ${[...kept, ...conditions].join(' AND ') || 'TRUE'}`
}

/** SQL for what a count of a day is multiplied by, so that it holds what is still to come; the first that fits decides. */
function completionSql({ completed }: Plan, component: Component, parameters: Parameters): string {
  const name = delayField(component)
  const cases = completed
    .filter(({ field }) => field === null || field === name)
    .map(({ loads, observedOn, network, shares }) => {
      const place =
        network === null ? '' : ` AND coalesce(p.network, '') = ${parameters.bind(network)}::VARCHAR`
      const ages = shares.map((share, age) => {
        const day = `${parameters.bind(addDays(observedOn, -age))}::DATE`
        return `WHEN f.day ${age === 0 ? '>=' : '='} ${day} THEN ${share < LEAST_SHARE ? 1 : 1 / share}`
      })
      return `WHEN f.load IN (${loads.join(', ')})${place} THEN CASE ${ages.join(' ')} ELSE 1 END`
    })
  return cases.length === 0 ? '1' : `CASE ${cases.join(' ')} ELSE 1 END`
}

/** What of a fact a component sums. */
export function summedSql(plan: Plan, component: Component, parameters: Parameters): string {
  if (component.from === 'delivery') return `f.${component.measure}`
  if (component.part === 'value') return 'f.value'
  if (plan.completed.length === 0 || cohortOf(component) !== null || component.cohort !== null)
    return 'f.count'
  return `f.count * ${completionSql(plan, component, parameters)}`
}
