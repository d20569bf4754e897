import { addDays } from '#schema/day.ts'
import { ENTITY_LEVELS, type EntityLevel } from '#schema/dimension.ts'
import { PermilleError } from '#schema/error.ts'
import type { Dialect } from '#warehouse/dialect.ts'
import { acquisitionSql } from './acquisition.ts'
import type { Grouping } from './grouping.ts'
import { delayField } from './learnt-curves.ts'
import { type Component, cohortOf } from './metric.ts'
import type { Parameters } from './parameters.ts'
import type { Exclusion, Plan, ReachedDays, Variant } from './plan.ts'
import { type DimensionFilter, type Filter, isOrder } from './query.ts'
import { placeSql } from './settle/place.ts'
import { LEAST_SHARE } from './unsettled-days.ts'

/** Networks by what they are called, each once however many names stand for it. */
const NETWORK_LABELS =
  '(SELECT l.network AS network, min(l.label) AS name FROM network_name l GROUP BY l.network)'

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

/** A table a member may be joined with, for what is said of it under the alias. */
interface Join {
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
function memberJoins(groupings: readonly Grouping[]): readonly Join[] {
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
function keySql(grouping: MemberGrouping, plan: Plan, dialect: Dialect, parameters: Parameters): string {
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
function reachedSql(
  plan: Plan,
  reached: readonly ReachedDays[],
  dialect: Dialect,
  parameters: Parameters,
): string {
  const groups = reached.map(({ places, days, dateless }) => {
    const ranges = days.map(
      ({ from, to }) => `f.day BETWEEN ${parameters.bind(from)}::DATE AND ${parameters.bind(to)}::DATE`,
    )
    const loads = dateless.length === 0 ? [] : [`(f.day IS NULL AND f.load IN (${dateless.join(', ')}))`]
    const list = places.map((place) => `${parameters.bind(place)}::VARCHAR`).join(', ')
    const ofPlaces = dialect.isAmong(
      'f.member',
      `SELECT i.member FROM identity i WHERE ${placeSql(plan, parameters)} IN (${list})`,
    )
    return `(${ofPlaces} AND (${[...ranges, ...loads].join(' OR ') || 'FALSE'}))`
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
    ...(variant.reached === null ? [] : [reachedSql(plan, variant.reached, dialect, parameters)]),
    ...(variant.acquisition ? ['p.acquisition'] : []),
  ]
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ')
}

/** SQL that holds for members of the apps meant: by what they are called, or by any name they have in files. */
function appSql(
  key: string,
  operator: DimensionFilter['operator'],
  values: DimensionFilter['values'],
  { catalogue }: Plan,
  dialect: Dialect,
  parameters: Parameters,
): string {
  const named = (text: string) =>
    operator === '~' || operator === '!~'
      ? [...catalogue.appNames].flatMap(([name, app]) =>
          name.includes(text) || app.toLowerCase().includes(text) ? [app] : [],
        )
      : [catalogue.appNames.get(text) ?? text]
  const apps = new Set(values.flatMap((value) => (value === null ? [] : named(value.toLowerCase()))))
  const tests = [
    ...(values.includes(null) ? [`${key} IS NULL`] : []),
    ...[...apps].map(
      (app) =>
        `coalesce(${dialect.lower(key)} = ${dialect.lower(`${parameters.bind(app)}::VARCHAR`)}, FALSE)`,
    ),
  ]
  const any = tests.join(' OR ') || 'FALSE'
  return operator.startsWith('!') ? `NOT (${any})` : any
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
  const key = keySql(grouping, plan, dialect, parameters)
  if (grouping.kind === 'app') return appSql(key, operator, values, plan, dialect, parameters)
  const name =
    grouping.kind === 'entity' ? `e_${grouping.name}.name` : grouping.kind === 'network' ? 'net.name' : key
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

/** SQL of the members a question is about, with the keys of what they belong to; nothing is joined that is not asked. */
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
    key: keySql(grouping, plan, dialect, parameters),
  }))
  const kept = plan.filters.map(
    ({ filter, groupings }) => `(${filterSql(filter, groupings, plan, dialect, parameters)})`,
  )
  const asked = [...plan.groupings, ...plan.filters.flatMap(({ groupings }) => groupings)]
  const own = more(grouped.map(({ key }) => key))
  const purpose = countsAcquisition(plan)
    ? [`${acquisitionSql(plan.catalogue.reengagement.objectives, dialect, parameters)} AS acquisition`]
    : []
  const columns = [
    'i.member AS member',
    ...own.columns,
    ...grouped.map(({ index, key }) => `${key} AS k${index}`),
    ...leftOutColumns(plan, parameters),
    ...purpose,
    'i.network AS network',
    ...(plan.settledApps.size > 0 ? [`${placeSql(plan, parameters)} AS place`] : []),
  ]
  const conditions = [...kept, ...own.conditions]
  const isSaid = ({ alias }: Join) =>
    [...columns, ...conditions].some((sql) => new RegExp(`\\b${alias}\\.`).test(sql))
  const joins = memberJoins(asked).filter(isSaid)
  return `  SELECT ${columns.join(', ')}
  FROM identity i${joins.map(({ sql }) => `\n  ${sql}`).join('')}
  WHERE ${conditions.join(' AND ') || 'TRUE'}`
}

/** SQL of the names of what is told apart by the keys of rows `from`: their columns, and the tables that hold them. */
export function nameSql(
  plan: Plan,
  from: string,
): { readonly columns: readonly string[]; readonly joins: string } {
  const called = memberGroupings(plan).filter(({ grouping }) => hasNames(grouping))
  const joins = called.map(({ grouping, index }) => {
    const alias = `e${index}`
    return grouping.kind === 'entity'
      ? `\n  LEFT JOIN entity ${alias} ON ${alias}.level = '${grouping.name}' AND ${alias}.key = ${from}.k${index}`
      : `\n  LEFT JOIN ${NETWORK_LABELS} ${alias} ON ${alias}.network = ${from}.k${index}`
  })
  return { columns: called.map(({ index }) => `e${index}.name AS n${index}`), joins: joins.join('') }
}

/** SQL of what holds for every row of a group, of each column of rows `from`. */
export function anyOf(columns: readonly string[], from: string): readonly string[] {
  return columns.map((column) => `any_value(${from}.${column}) AS ${column}`)
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
