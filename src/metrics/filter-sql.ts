import { PermilleError } from '#schema/error.ts'
import type { Dialect } from '#warehouse/dialect.ts'
import type { Grouping } from './grouping.ts'
import { keySql, traitSql } from './member-keys.ts'
import type { Parameters } from './parameters.ts'
import type { Plan } from './plan.ts'
import { type DimensionFilter, type Filter, isOrder } from './query.ts'

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

/** SQL that holds for members a filter keeps. */
export function filterSql(
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
