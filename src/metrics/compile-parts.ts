import { PermilleError } from '#schema/error.ts'
import type { Dialect } from '#warehouse/dialect.ts'
import type { SqlValue } from '#warehouse/warehouse.ts'
import type { Grouping } from './grouping.ts'
import type { Component } from './metric.ts'
import type { Exclusion, Plan, PlannedFilter, Variant } from './plan.ts'

/** Collects bound parameters; user text only ever goes through here. */
export class Parameters {
  readonly values: SqlValue[] = []

  bind(value: SqlValue): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

const LABEL_OF_NETWORK = 'coalesce(net.label, net.network)'

export type MemberGrouping = Exclude<Grouping, { kind: 'time' }>

/** SQL for the key and the name of what a member belongs to. */
export function groupingSql(
  grouping: MemberGrouping,
  dialect: Dialect,
  parameters: Parameters,
): { key: string; name: string } {
  switch (grouping.kind) {
    case 'network':
      return { key: 'i.network', name: LABEL_OF_NETWORK }
    case 'entity':
      return { key: `i.${grouping.name}`, name: `e_${grouping.name}.name` }
    case 'column': {
      const column = `m.${dialect.identifier(grouping.name)}`
      return { key: column, name: column }
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
      : ` AND f.member IN (SELECT member FROM member WHERE load = ${exclusion.load} AND ${scopeCondition(exclusion.scope, dialect, parameters)})`
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
  ]
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ')
}

/** SQL that holds for the members a filter keeps. */
export function filterSql(planned: PlannedFilter, dialect: Dialect, parameters: Parameters): string {
  const { filter, grouping } = planned
  if (grouping.kind === 'time') {
    throw new PermilleError('usage', `filter days with --from and --to, not with ${grouping.name}`)
  }
  const { key } = groupingSql(grouping, dialect, parameters)
  const name =
    grouping.kind === 'entity'
      ? `e_${grouping.name}.name`
      : grouping.kind === 'network'
        ? LABEL_OF_NETWORK
        : key
  const id = grouping.kind === 'entity' ? `e_${grouping.name}.id` : key
  const contains = filter.operator === '~' || filter.operator === '!~'
  // The key of an object carries its network: a text found in that is not found in the object.
  const searched = contains && grouping.kind === 'entity' ? [name, id] : [key, name, id]
  const tests = filter.values.flatMap((value) => {
    const bound = parameters.bind(value)
    return [...new Set(searched)].map((expression) =>
      contains
        ? `contains(lower(${expression}), lower(${bound}::VARCHAR))`
        : `lower(${expression}) = lower(${bound}::VARCHAR)`,
    )
  })
  const any = `coalesce(${tests.map((test) => `coalesce(${test}, FALSE)`).join(' OR ')}, FALSE)`
  return filter.operator.startsWith('!') ? `NOT (${any})` : any
}

/** SQL that holds for the facts of the asked days. */
export function rangeSql(plan: Plan, parameters: Parameters): string {
  const { from, to, includesDateless } = plan.range
  const asked =
    plan.query.from !== undefined || plan.query.to !== undefined || plan.query.lastDays !== undefined
  if (!asked) return 'TRUE'
  if (from === null || to === null) return 'FALSE'
  const between = `f.day BETWEEN ${parameters.bind(from)}::DATE AND ${parameters.bind(to)}::DATE`
  return includesDateless ? `(${between} OR f.day IS NULL)` : between
}
