import { PermilleError } from '#schema/error.ts'
import type { Dialect } from '#warehouse/dialect.ts'
import type { SqlValue } from '#warehouse/warehouse.ts'
import type { Grouping } from './grouping.ts'
import type { Exclusion, Plan, PlannedComponent, PlannedFilter, Variant } from './plan.ts'

/** One number column of the compiled query: a component read by one variant. */
export interface CompiledColumn {
  readonly column: string
  readonly component: string
  readonly variant: Variant
}

export interface CompiledQuery {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
  readonly columns: readonly CompiledColumn[]
}

/** Collects bound parameters; user text only ever goes through here. */
class Parameters {
  readonly values: SqlValue[] = []

  bind(value: SqlValue): string {
    this.values.push(value)
    return `$${this.values.length}`
  }
}

const LABEL_OF_NETWORK = 'coalesce(net.label, net.network)'

function groupingSql(
  grouping: Grouping,
  dialect: Dialect,
  parameters: Parameters,
): { key: string; name: string } {
  switch (grouping.kind) {
    case 'network':
      return { key: 'i.network', name: `any_value(${LABEL_OF_NETWORK})` }
    case 'entity':
      return { key: `i.${grouping.name}`, name: `any_value(e_${grouping.name}.name)` }
    case 'column': {
      const column = `m.${dialect.identifier(grouping.name)}`
      return { key: column, name: `any_value(${column})` }
    }
    case 'tag': {
      const entry = dialect.mapEntry('m.tags', parameters.bind(grouping.tag))
      return { key: entry, name: `any_value(${entry})` }
    }
    case 'time': {
      const day = grouping.name === 'day' ? 'b.day' : dialect.truncateDay('b.day', grouping.name)
      return { key: `${day}::VARCHAR`, name: `any_value(${day}::VARCHAR)` }
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

function variantCondition(plan: Plan, variant: Variant, dialect: Dialect, parameters: Parameters): string {
  const conditions = [
    ...(variant.loads.length === plan.catalogue.loads.length
      ? []
      : [`f.load IN (${variant.loads.join(', ')})`]),
    ...(variant.kinds.length === 0 ? [] : [`f.kind IN (${variant.kinds.join(', ')})`]),
    ...variant.exclusions.map((exclusion) => exclusionSql(exclusion, dialect, parameters)),
  ]
  return conditions.length === 0 ? 'TRUE' : conditions.join(' AND ')
}

/** Facts that count in some column, where a rewrite has left facts out: what counts nowhere is no row of the answer. */
function countingSql(
  columns: readonly CompiledColumn[],
  plan: Plan,
  dialect: Dialect,
  parameters: Parameters,
): string | null {
  if (columns.every(({ variant }) => variant.exclusions.length === 0)) return null
  const conditions = columns.map(({ variant }) => `(${variantCondition(plan, variant, dialect, parameters)})`)
  return conditions.join(' OR ')
}

function summedColumn({ component }: PlannedComponent): { summed: string; money: boolean } {
  if (component.from === 'delivery')
    return { summed: `f.${component.measure}`, money: component.measure === 'spend' }
  return component.part === 'value' ? { summed: 'f.value', money: true } : { summed: 'f.count', money: false }
}

function filterSql(planned: PlannedFilter, dialect: Dialect, parameters: Parameters): string {
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

function rangeSql(plan: Plan, parameters: Parameters): string {
  const { from, to, includesDateless } = plan.range
  const asked =
    plan.query.from !== undefined || plan.query.to !== undefined || plan.query.lastDays !== undefined
  if (!asked) return 'TRUE'
  if (from === null || to === null) return 'FALSE'
  const between = `f.day BETWEEN ${parameters.bind(from)}::DATE AND ${parameters.bind(to)}::DATE`
  return includesDateless ? `(${between} OR f.day IS NULL)` : between
}

/**
 * SQL of a plan. Rows come grouped by the groupings and by network, with one column per component and
 * variant, so that whose number answers is settled per network afterwards. Numbers are summed by member
 * first and named second, so that texts are touched once per member and not once per fact.
 */
export function compilePlan(plan: Plan, dialect: Dialect): CompiledQuery {
  const parameters = new Parameters()
  const columns = plan.components.flatMap((component, index) =>
    component.variants.map((variant, place) => ({
      column: `c${index}_${place}`,
      component: component.key,
      variant,
      ...summedColumn(component),
    })),
  )
  const { daily } = plan.query
  const byDay = daily || plan.convertMoney || plan.groupings.some(({ kind }) => kind === 'time')
  const inner = columns.map(
    ({ column, summed, variant }) =>
      `sum(${summed}) FILTER (WHERE ${variantCondition(plan, variant, dialect, parameters)}) AS ${column}`,
  )
  const involved = [...new Set(columns.flatMap(({ variant }) => variant.loads))]
  const counting = countingSql(columns, plan, dialect, parameters)
  const range = rangeSql(plan, parameters)
  const groups = plan.groupings.map((grouping) => groupingSql(grouping, dialect, parameters))
  const filters = plan.filters.map((filter) => filterSql(filter, dialect, parameters))
  const entityLevels = new Set(
    [...plan.groupings, ...plan.filters.map(({ grouping }) => grouping)].flatMap((grouping) =>
      grouping.kind === 'entity' ? [grouping.name] : [],
    ),
  )
  const countsMoney = columns.some(({ money }) => money)
  const rate = plan.convertMoney && countsMoney ? ` * ${rateSql(plan, parameters)}` : ''
  const keys = [...groups.map(({ key }) => key), 'i.network']
  const named = `SELECT
  ${[
    ...groups.flatMap(({ key, name }, index) => [`${key} AS k${index}`, `${name} AS n${index}`]),
    'i.network AS network',
    `any_value(${LABEL_OF_NETWORK}) AS network_label`,
    ...(daily ? ['b.day AS day'] : []),
    ...columns.map(
      ({ column, money }) => `sum(b.${column}${money ? rate : ''})${daily ? '' : '::DOUBLE'} AS ${column}`,
    ),
    ...(plan.convertMoney ? [unconvertedSql(plan, columns, parameters)] : []),
  ].join(',\n  ')}
FROM (
  SELECT f.member${byDay ? ', f.day' : ''}${inner.map((column) => `,\n    ${column}`).join('')}
  FROM fact f
  WHERE ${involved.length === 0 ? 'FALSE' : involved.length === plan.catalogue.loads.length ? 'TRUE' : `f.load IN (${involved.join(', ')})`}
    AND ${range}${
      counting === null
        ? ''
        : `
    AND (${counting})`
    }
  GROUP BY f.member${byDay ? ', f.day' : ''}
) b
JOIN member m ON m.member = b.member
JOIN identity i ON i.member = b.member
LEFT JOIN network_name net ON net.name = m.network
${[...entityLevels].map((level) => `LEFT JOIN entity e_${level} ON e_${level}.level = '${level}' AND e_${level}.key = i.${level}`).join('\n')}
WHERE ${filters.length === 0 ? 'TRUE' : filters.join(' AND ')}
GROUP BY ${[...keys, ...(daily ? ['b.day'] : [])].join(', ')}`
  const sql = daily ? gatherDays(named, plan, columns) : named
  return {
    sql,
    parameters: parameters.values,
    columns: columns.map(({ column, component, variant }) => ({ column, component, variant })),
  }
}

/** Name of the column that holds a column's sums by day. */
export function dailyColumn(column: string): string {
  return `${column}_by_day`
}

function gatherDays(named: string, plan: Plan, columns: readonly { column: string }[]): string {
  const keys = plan.groupings.flatMap((_, index) => [`k${index}`])
  return `SELECT
  ${[
    ...keys,
    ...plan.groupings.map((_, index) => `any_value(n${index}) AS n${index}`),
    'network',
    'any_value(network_label) AS network_label',
    ...columns.map(({ column }) => `sum(${column})::DOUBLE AS ${column}`),
    `list(day - DATE '1970-01-01') FILTER (WHERE day IS NOT NULL) AS days`,
    ...columns.map(
      ({ column }) =>
        `list(coalesce(${column}, 0)::DOUBLE) FILTER (WHERE day IS NOT NULL) AS ${dailyColumn(column)}`,
    ),
    ...(plan.convertMoney ? [`string_agg(DISTINCT unconverted, ',') AS unconverted`] : []),
  ].join(',\n  ')}
FROM (${named})
GROUP BY ${[...keys, 'network'].join(', ')}`
}

function sameCurrency(plan: Plan, parameters: Parameters): string {
  return `(m.currency IS NULL OR m.currency = ${parameters.bind(plan.currency)}::VARCHAR)`
}

function rateSql(plan: Plan, parameters: Parameters): string {
  return `CASE WHEN ${sameCurrency(plan, parameters)} THEN 1 ELSE (
    SELECT arg_max(r.rate, r.day) FROM currency_rate r
    WHERE r.currency = m.currency AND r.day <= coalesce(b.day, DATE '9999-12-31')) END`
}

function unconvertedSql(
  plan: Plan,
  columns: readonly { column: string; money: boolean }[],
  parameters: Parameters,
): string {
  const money = columns.filter((column) => column.money).map(({ column }) => `coalesce(b.${column}, 0)`)
  if (money.length === 0) return 'NULL AS unconverted'
  return `list(DISTINCT m.currency) FILTER (WHERE (${money.join(' + ')}) <> 0 AND NOT ${sameCurrency(plan, parameters)}
    AND NOT EXISTS (SELECT 1 FROM currency_rate r WHERE r.currency = m.currency AND r.day <= coalesce(b.day, DATE '9999-12-31')))::VARCHAR AS unconverted`
}
