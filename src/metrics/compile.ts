import type { Dialect } from '#warehouse/dialect.ts'
import type { SqlValue } from '#warehouse/warehouse.ts'
import {
  filterSql,
  groupingSql,
  type MemberGrouping,
  Parameters,
  rangeSql,
  variantCondition,
} from './compile-parts.ts'
import type { Grouping } from './grouping.ts'
import type { Component } from './metric.ts'
import type { Plan, Variant } from './plan.ts'

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

interface Column extends CompiledColumn {
  readonly of: Component
  readonly isMoney: boolean
}

/** Name of the column that holds a column's sums by day. */
export function dailyColumn(column: string): string {
  return `${column}_by_day`
}

function columnsOf({ components }: Plan): readonly Column[] {
  return components.flatMap(({ key, component, variants }, index) =>
    variants.map((variant, place) => ({
      column: `c${index}_${place}`,
      component: key,
      variant,
      of: component,
      isMoney: component.from === 'delivery' ? component.measure === 'spend' : component.part === 'value',
    })),
  )
}

function summed({ of }: Column): string {
  if (of.from === 'delivery') return `f.${of.measure}`
  return of.part === 'value' ? 'f.value' : 'f.count'
}

const isMemberGrouping = (grouping: Grouping): grouping is MemberGrouping => grouping.kind !== 'time'

/** SQL of a plan, in steps that are named here. */
class Compilation {
  readonly #plan: Plan
  readonly #dialect: Dialect
  readonly #parameters = new Parameters()
  readonly #columns: readonly Column[]
  /** Whether money has to be converted, which is done by currency and day. */
  readonly #converts: boolean

  constructor(plan: Plan, dialect: Dialect) {
    this.#plan = plan
    this.#dialect = dialect
    this.#columns = columnsOf(plan)
    this.#converts = plan.convertMoney && this.#columns.some(({ isMoney }) => isMoney)
  }

  compile(): CompiledQuery {
    const steps = [
      ['placed', this.#placed()],
      ['named', this.#named()],
      ['summed', this.#summed()],
      ...(this.#converts ? ([['converted', this.#converted()]] as const) : []),
      ['answered', this.#answered(this.#converts ? 'converted' : 'summed')],
    ]
    const { groupings } = this.#plan
    const keys = groupings.flatMap((grouping, index) =>
      isMemberGrouping(grouping)
        ? [`n.k${index}`, `n.n${index}`]
        : [`a.k${index}`, `a.k${index} AS n${index}`],
    )
    const numbers = this.#numbers().map(({ name }) => `a.${name}`)
    const list = [...keys, 'n.network', ...numbers]
    const sql = `WITH ${steps.map(([name, step]) => `${name} AS (\n${step}\n)`).join(',\n')}
SELECT ${list.join(', ')}
FROM answered a JOIN named n ON n.object = a.object`
    const columns = this.#columns.map(({ column, component, variant }) => ({ column, component, variant }))
    return { sql, parameters: this.#parameters.values, columns }
  }

  #grouped(): readonly { index: number; grouping: MemberGrouping }[] {
    return this.#plan.groupings.flatMap((grouping, index) =>
      isMemberGrouping(grouping) ? [{ grouping, index }] : [],
    )
  }

  /** Every member that counts, with the hash of what it belongs to: facts are grouped by numbers, not texts. */
  #placed(): string {
    const { filters, groupings } = this.#plan
    const grouped = this.#grouped().map(({ grouping, index }) => ({
      index,
      ...groupingSql(grouping, this.#dialect, this.#parameters),
    }))
    const kept = filters.map((filter) => filterSql(filter, this.#dialect, this.#parameters))
    const levels = new Set(
      [...groupings, ...filters.map(({ grouping }) => grouping)].flatMap((grouping) =>
        grouping.kind === 'entity' ? [grouping.name] : [],
      ),
    )
    const object = [...grouped.map(({ key }) => key), 'i.network']
    const columns = [
      'm.member',
      `${this.#dialect.hash(object)} AS object`,
      ...(this.#converts ? [`${this.#dialect.hash([...object, 'm.currency'])} AS purse`, 'm.currency'] : []),
      ...grouped.flatMap(({ index, key, name }) => [`${key} AS k${index}`, `${name} AS n${index}`]),
      'i.network',
    ]
    const entities = [...levels].map(
      (level) =>
        `\n  LEFT JOIN entity e_${level} ON e_${level}.level = '${level}' AND e_${level}.key = i.${level}`,
    )
    return `  SELECT ${columns.join(', ')}
  FROM member m
  JOIN identity i ON i.member = m.member
  LEFT JOIN network_name net ON net.name = m.network${entities.join('')}
  WHERE ${kept.join(' AND ') || 'TRUE'}`
  }

  /** The texts of each object. */
  #named(): string {
    const texts = [...this.#grouped().flatMap(({ index }) => [`k${index}`, `n${index}`]), 'network']
    return `  SELECT object, ${texts.map((text) => `any_value(${text}) AS ${text}`).join(', ')}
  FROM placed GROUP BY object`
  }

  /** The sums of each object, by day where a later step needs days. */
  #summed(): string {
    const place = this.#converts ? 'purse' : 'object'
    const conditions = this.#columns.map(({ of, variant }) =>
      variantCondition(this.#plan, of, variant, this.#dialect, this.#parameters),
    )
    const sums = this.#columns.map((column, index) => {
      const filter = conditions[index] === 'TRUE' ? '' : ` FILTER (WHERE ${conditions[index]})`
      return `sum(${summed(column)})${filter} AS ${column.column}`
    })
    const involved = [...new Set(this.#columns.flatMap(({ variant }) => variant.loads))]
    const loads =
      involved.length === 0
        ? ['FALSE']
        : involved.length === this.#plan.catalogue.loads.length
          ? []
          : [`f.load IN (${involved.join(', ')})`]
    // What counts nowhere is no row of the answer; only a rewrite that leaves facts out makes such facts.
    const leavesOut = this.#columns.some(({ variant }) => variant.exclusions.length > 0)
    const counting = leavesOut ? [`(${conditions.map((condition) => `(${condition})`).join(' OR ')})`] : []
    const range = rangeSql(this.#plan, this.#parameters)
    const where = [...loads, ...(range === 'TRUE' ? [] : [range]), ...counting]
    const keys = [`p.${place}`, ...(this.#isByDay() ? ['f.day'] : [])]
    return `  SELECT ${[...keys, ...sums].join(', ')}
  FROM fact f JOIN placed p ON p.member = f.member
  WHERE ${where.join(' AND ') || 'TRUE'}
  GROUP BY ${keys.join(', ')}`
  }

  #isByDay(): boolean {
    const { daily, groupings } = this.#plan
    return this.#converts || daily.size > 0 || !groupings.every(isMemberGrouping)
  }

  /** The sums in the project's currency, and the currencies that have no rate. */
  #converted(): string {
    const bound = this.#parameters.bind(this.#plan.currency)
    const rate = `CASE WHEN p.currency IS NULL OR p.currency = ${bound}::VARCHAR THEN 1 ELSE (
      SELECT arg_max(r.rate, r.day) FROM currency_rate r
      WHERE r.currency = p.currency AND r.day <= coalesce(s.day, DATE '9999-12-31')) END`
    const sums = this.#columns.map(
      ({ column, isMoney }) => `sum(${column}${isMoney ? ' * rate' : ''}) AS ${column}`,
    )
    const money = this.#columns
      .filter(({ isMoney }) => isMoney)
      .map(({ column }) => `coalesce(${column}, 0)`)
      .join(' + ')
    return `  SELECT object, day, ${sums.join(', ')},
    string_agg(DISTINCT CASE WHEN rate IS NULL AND (${money}) <> 0 THEN currency END, ',') AS unconverted
  FROM (
    SELECT s.*, p.object, p.currency, ${rate} AS rate
    FROM summed s JOIN (SELECT DISTINCT purse, object, currency FROM placed) p ON p.purse = s.purse
  )
  GROUP BY object, day`
  }

  /** One row per object and asked period, with its days as lists where they were asked for. */
  #answered(from: string): string {
    const periods = this.#plan.groupings.flatMap((grouping, index) => {
      if (isMemberGrouping(grouping)) return []
      const day = grouping.name === 'day' ? 'day' : this.#dialect.truncateDay('day', grouping.name)
      return [{ name: `k${index}`, sql: `${day}::VARCHAR` }]
    })
    const columns = [...periods, ...this.#numbers()].map(({ name, sql }) => `${sql} AS ${name}`)
    return `  SELECT ${['object', ...columns].join(',\n    ')}
  FROM ${from} GROUP BY ${['object', ...periods.map(({ sql }) => sql)].join(', ')}`
  }

  #numbers(): readonly { name: string; sql: string }[] {
    const sums = this.#columns.map(({ column }) => ({ name: column, sql: `sum(${column})::DOUBLE` }))
    const unconverted = { name: 'unconverted', sql: `string_agg(DISTINCT unconverted, ',')` }
    const numbers = this.#converts ? [...sums, unconverted] : sums
    const { daily } = this.#plan
    if (daily.size === 0) return numbers
    const list = (value: string) => `coalesce(list((${value})::DOUBLE) FILTER (WHERE day IS NOT NULL), [])`
    const listed = this.#columns.filter(({ component }) => daily.has(component))
    return [
      ...numbers,
      { name: 'days', sql: list(`day - DATE '1970-01-01'`) },
      ...listed.map(({ column }) => ({ name: dailyColumn(column), sql: list(`coalesce(${column}, 0)`) })),
    ]
  }
}

/**
 * SQL of a plan. Rows come grouped by the groupings and by network, with one column per component and
 * variant, so that whose number answers is settled per network afterwards.
 */
export function compilePlan(plan: Plan, dialect: Dialect): CompiledQuery {
  return new Compilation(plan, dialect).compile()
}
