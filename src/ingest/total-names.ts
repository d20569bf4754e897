import type { LoadPlan, ReadExpression } from '#warehouse/load-plan.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import type { KnownTable } from './known-table.ts'
import type { MappedColumn } from './mapped-column.ts'
import { bareLabelSql, isTotalLabel, mayHaveLabels } from './total-rows.ts'
import { absentTextSql } from './values/sql.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** How far a total may be from what it sums: late restatements, and rows the export left out. */
const NEARLY = 0.05
/** Part of a column's rows that must be filled before an empty cell tells anything. */
const USUALLY = 0.9
/** Part of the rows called so that must sum others. */
const MOST = 0.9

function textColumns({ meaning }: KnownTable): readonly MappedColumn[] {
  return meaning.columns.filter(({ target }) => target.kind === 'dimension' || target.kind === 'tag')
}

function usuallyFilled({ table }: KnownTable, columns: readonly MappedColumn[]): readonly MappedColumn[] {
  const rows = [...table.head, ...table.tail].filter(
    (row) => !columns.some(({ index }) => isTotalLabel(row[index] ?? '')),
  )
  return columns.filter(
    ({ index }) =>
      rows.filter((row) => (row[index] ?? '').trim() !== '').length >= USUALLY * Math.max(1, rows.length),
  )
}

/** SQL that holds for a row that is dated, and named where the rows of this table usually are. */
function completeSql(known: KnownTable, day: ReadExpression | null, label: MappedColumn): string {
  const others = usuallyFilled(known, textColumns(known)).filter(({ header }) => header !== label.header)
  return [
    ...(day === null ? [] : [`${day.value} IS NOT NULL`]),
    ...others.map(({ header }) => `NOT ${absentTextSql(header)}`),
    'TRUE',
  ].join(' AND ')
}

/** SQL that holds where a column says “Total” or the like and nothing in the row says that it sums others. */
export function nameLikeTotalSql(known: KnownTable, day: ReadExpression | null, label: MappedColumn): string {
  return `(${bareLabelSql(label.header)} AND ${completeSql(known, day, label)})`
}

function countedSql({ delivery, outcomes }: LoadPlan): readonly string[] {
  const counted =
    outcomes.by === 'column' ? outcomes.columns.flatMap(({ count, value }) => [count, value]) : []
  return [...Object.values(delivery), ...counted].flatMap((one) =>
    one === null ? [] : [`(${one.value})::DOUBLE`],
  )
}

function readings({ delivery, outcomes, day }: LoadPlan): string {
  const counted =
    outcomes.by === 'column' ? outcomes.columns.flatMap(({ count, value }) => [count, value]) : []
  const expressions = [day, ...Object.values(delivery), ...counted].filter((one) => one !== null)
  const named = new Map(
    expressions.flatMap((one) => one.readings.map(({ name, sql }) => [name, sql] as const)),
  )
  return [...named].map(([name, sql]) => `, ${sql} AS ${quoted(name)}`).join('')
}

/** Whether a single row without date or other names stands where totals stand: first or last. */
function standsAtAnEnd({ table }: KnownTable, { index }: MappedColumn): boolean {
  return [table.head[0], table.tail.at(-1)].some((row) => isTotalLabel(row?.[index] ?? ''))
}

async function sumsOthers(
  known: KnownTable,
  plan: LoadPlan,
  label: MappedColumn,
  warehouse: Warehouse,
): Promise<boolean> {
  const measures = countedSql(plan)
  if (measures.length === 0) return false
  const keys = [
    ...(plan.day === null ? [] : [plan.day.value]),
    ...textColumns(known).flatMap(({ header }) =>
      header === label.header ? [] : [`trim(${quoted(header)})`],
    ),
  ]
  const list = (name: string, parts: readonly string[]) => parts.map((_, index) => `${name}${index}`)
  const near = measures.map(
    (_, index) =>
      `abs(coalesce(c.m${index}, 0) - coalesce(o.m${index}, 0)) <= greatest(0.5, ${NEARLY} * abs(coalesce(o.m${index}, 0)))`,
  )
  const above = measures.map(
    (_, index) => `coalesce(c.m${index}, 0) >= ${1 - NEARLY} * coalesce(o.m${index}, 0)`,
  )
  const { rows } = await warehouse.readFiles(
    `WITH told AS (
       SELECT ${[...keys.map((key, index) => `${key} AS k${index}`), ...measures.map((sql, index) => `${sql} AS m${index}`)].join(', ')},
         ${nameLikeTotalSql(known, plan.day, label)} AS named, (${plan.isTotal}) OR (${plan.isBlank}) AS other
       FROM (SELECT *${readings(plan)} FROM ${plan.relation({ ordered: false })})),
     candidate AS (SELECT * FROM told WHERE named),
     rest AS (SELECT ${[...list('k', keys), ...measures.map((_, index) => `sum(m${index}) AS m${index}`)].join(', ')}, count(*) AS n
       FROM told WHERE NOT named AND NOT other${keys.length === 0 ? '' : ` GROUP BY ${list('k', keys).join(', ')}`})
     SELECT count(*)::INTEGER AS n,
       count(*) FILTER (WHERE coalesce(o.n, 0) > 0 AND ${near.join(' AND ')})::INTEGER AS near,
       count(*) FILTER (WHERE coalesce(o.n, 0) > 0 AND ${above.join(' AND ')})::INTEGER AS above
     FROM candidate c LEFT JOIN rest o ON ${
       list('k', keys)
         .map((key) => `c.${key} IS NOT DISTINCT FROM o.${key}`)
         .join(' AND ') || 'TRUE'
     }`,
  )
  const found = { n: Number(rows[0]?.n), near: Number(rows[0]?.near), above: Number(rows[0]?.above) }
  if (found.n === 0 || found.near >= MOST * found.n) return true
  const alone = keys.length === 0 && found.n === 1
  return alone && found.above === 1 && standsAtAnEnd(known, label)
}

/**
 * Columns in which “Total” or the like is the name of something: rows called so are dated and named like all others
 * and do not sum them.
 */
export async function findTotalNames(
  known: KnownTable,
  plan: LoadPlan,
  warehouse: Warehouse,
): Promise<readonly string[]> {
  const columns = textColumns(known)
  const maybe = columns.filter(({ index }) => mayHaveLabels(known.table, [index]))
  if (maybe.length === 0) return []
  const { rows } = await warehouse.readFiles(
    `SELECT ${maybe.map((column, index) => `count(*) FILTER (WHERE ${nameLikeTotalSql(known, plan.day, column)})::INTEGER AS c${index}`).join(', ')}
     FROM (SELECT *${readings(plan)} FROM ${plan.relation({ ordered: false })}
       WHERE ${maybe.map(({ header }) => bareLabelSql(header)).join(' OR ')})`,
  )
  const names: string[] = []
  for (const [index, column] of maybe.entries()) {
    if (Number(rows[0]?.[`c${index}`]) === 0) continue
    if (!(await sumsOthers(known, plan, column, warehouse))) names.push(column.header)
  }
  return names
}
