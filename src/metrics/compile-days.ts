import type { Dialect } from '#warehouse/dialect.ts'
import type { SqlValue } from '#warehouse/warehouse.ts'
import { convertedSql, purseColumns } from './compile-money.ts'
import { anyOf, memberGroupings, placedSql, summedSql } from './compile-parts.ts'
import { factSources } from './fact-sources.ts'
import { type Component, isMoney } from './metric.ts'
import { Parameters } from './parameters.ts'
import type { Plan, Variant } from './plan.ts'
import { placeSql } from './settle/place.ts'
import { variantCondition } from './variant-condition.ts'

/** A component to be summed by day: who answers it, and for which networks or apps on them. */
export interface DailyComponent {
  readonly component: Component
  readonly answers: readonly { readonly variant: Variant; readonly places: readonly string[] }[]
}

/** What one network contributes to one row. */
export interface LeftOut {
  readonly keys: readonly (string | null)[]
  readonly network: string
}

/** Rows are told apart by their keys into `of` parts, and one of them is asked. */
export interface RowsPart {
  readonly part: number
  readonly of: number
}

export const WHOLE: RowsPart = { part: 0, of: 1 }

const NETWORK = `coalesce(i.network, '')`

/** Name of the column that holds a component's sums by day. */
export function dailyColumn(index: number): string {
  return `d${index}`
}

function leftOutSql(
  leftOut: readonly LeftOut[],
  keys: readonly string[],
  dialect: Dialect,
  parameters: Parameters,
): readonly string[] {
  if (leftOut.length === 0) return []
  const bind = (text: string | null) => `${parameters.bind(text)}::VARCHAR`
  const hashes = leftOut.map(({ keys: own, network }) =>
    dialect.hash([...own.slice(0, keys.length), network].map(bind)),
  )
  return [`${dialect.hash([...keys, NETWORK])} NOT IN (${hashes.join(', ')})`]
}

/**
 * SQL for the days of an answer's rows by network, as lists: every network summed by the variant that answers for it,
 * and without what is left out.
 */
export function compileDays(
  plan: Plan,
  dialect: Dialect,
  daily: readonly DailyComponent[],
  leftOut: readonly LeftOut[],
  { part, of }: RowsPart = WHOLE,
): { readonly sql: string; readonly parameters: readonly SqlValue[] } {
  const parameters = new Parameters()
  const flags: string[] = []
  const known = new Set(daily.flatMap(({ answers }) => answers.flatMap(({ places }) => places)))
  const flag = (places: readonly string[]) => {
    if (places.length === known.size) return []
    const list = places.map((place) => `${parameters.bind(place)}::VARCHAR`).join(', ')
    flags.push(`${placeSql(plan, parameters)} IN (${list}) AS f${flags.length}`)
    return [`p.f${flags.length - 1}`]
  }
  const sums = daily.map(({ component, answers }, index) => {
    const conditions = answers.map(({ variant, places }) =>
      [variantCondition(plan, component, variant, dialect, parameters), ...flag(places)].join(' AND '),
    )
    const any = conditions.map((condition) => `(${condition})`).join(' OR ') || 'FALSE'
    return `sum(${summedSql(plan, component, parameters)}) FILTER (WHERE ${any}) AS ${dailyColumn(index)}`
  })
  const involved = [
    ...new Set(daily.flatMap(({ answers }) => answers.flatMap(({ variant }) => variant.loads))),
  ]
  const sources = factSources(plan, involved, dialect, parameters)
  const converts = plan.convertMoney && daily.some(({ component }) => isMoney(component))
  const placed = placedSql(plan, dialect, parameters, (keys) => ({
    columns: [
      `${dialect.hash([...keys, 'i.network'])} AS object`,
      ...(converts ? purseColumns([...keys, 'i.network'], dialect) : []),
      ...flags,
    ],
    conditions: [
      ...leftOutSql(leftOut, keys, dialect, parameters),
      ...(of === 1 ? [] : [`${dialect.hash(keys)} % ${of} = ${part}`]),
    ],
  }))
  const texts = [...memberGroupings(plan).map(({ index }) => `k${index}`), 'network']
  const columns = daily.map((_, index) => dailyColumn(index))
  const place = converts ? 'p.purse' : 'p.object'
  const summed = sources.map(
    ({ table, conditions }) => `  SELECT ${[place, 'f.day', ...sums].join(', ')}
  FROM ${table} f ${dialect.joinGathered} placed p ON p.member = f.member
  WHERE ${[...conditions, 'f.day IS NOT NULL'].join(' AND ')}
  GROUP BY ${place}, f.day`,
  )
  const converted = converts
    ? `converted AS (\n${convertedSql(
        plan,
        daily.map(({ component }, index) => ({ column: dailyColumn(index), isMoney: isMoney(component) })),
        parameters,
      )}\n),\n`
    : ''
  const added = `(SELECT object, day, ${columns.map((column) => `sum(${column}) AS ${column}`).join(', ')}
    FROM summed GROUP BY object, day)`
  const sql = `WITH placed AS (
${placed}
),
named AS (
  SELECT ${['object', ...anyOf(texts, 'p')].join(', ')}
  FROM placed p GROUP BY object
),
summed AS (
${summed.join('\n  UNION ALL\n')}
),
${converted}answered AS (
  SELECT object, ${dialect.list(`(day - DATE '1970-01-01')::DOUBLE`)} AS days,
    ${columns.map((column) => `${dialect.list(`coalesce(${column}, 0)::DOUBLE`)} AS ${column}`).join(', ')}
  FROM ${converts ? 'converted' : sources.length === 1 ? 'summed' : added}
  WHERE ${columns.map((column) => `${column} IS NOT NULL`).join(' OR ')}
  GROUP BY object
)
SELECT ${[...texts.map((text) => `n.${text}`), 'a.days', ...columns.map((column) => `a.${column}`)].join(', ')}
FROM answered a JOIN named n ON n.object = a.object`
  return { sql, parameters: parameters.values }
}
