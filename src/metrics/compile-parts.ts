import { addDays } from '#schema/day.ts'
import type { Dialect } from '#warehouse/dialect.ts'
import { acquisitionSql } from './acquisition.ts'
import { filterSql } from './filter-sql.ts'
import type { Grouping } from './grouping.ts'
import { delayField } from './learnt-curves.ts'
import { type Join, keySql, type MemberGrouping, memberJoins, NETWORK_LABELS } from './member-keys.ts'
import { type Component, cohortOf } from './metric.ts'
import type { Parameters } from './parameters.ts'
import type { Plan } from './plan.ts'
import { placeSql } from './settle/place.ts'
import { LEAST_SHARE } from './unsettled-days.ts'

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
