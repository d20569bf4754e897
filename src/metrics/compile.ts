import type { Dialect } from '#warehouse/dialect.ts'
import type { SqlValue } from '#warehouse/warehouse.ts'
import {
  hasNames,
  type MemberGrouping,
  namedSql,
  placedSql,
  summedSql,
  variantCondition,
} from './compile-parts.ts'
import { factSources } from './fact-sources.ts'
import type { Grouping } from './grouping.ts'
import type { Component } from './metric.ts'
import { Parameters } from './parameters.ts'
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
      ['named', namedSql(this.#plan)],
      ['summed', this.#summed()],
      ...(this.#converts ? ([['converted', this.#converted()]] as const) : []),
      ['answered', this.#answered(this.#converts ? 'converted' : 'summed')],
    ]
    const { groupings } = this.#plan
    const keys = groupings.flatMap((grouping, index) => {
      if (!isMemberGrouping(grouping)) return [`a.k${index} AS k${index}`]
      const key = `n.k${index} AS k${index}`
      return hasNames(grouping) ? [key, `n.n${index} AS n${index}`] : [key]
    })
    const numbers = this.#numbers().map(({ name }) => `a.${name} AS ${name}`)
    const list = [...keys, 'n.network AS network', ...numbers]
    const sql = `WITH ${steps.map(([name, step]) => `${name} AS (\n${step}\n)`).join(',\n')}
SELECT ${list.join(', ')}
FROM answered a JOIN named n ON n.object = a.object`
    const columns = this.#columns.map(({ column, component, variant }) => ({ column, component, variant }))
    return { sql, parameters: this.#parameters.values, columns }
  }

  /** The sums of money that have no rate, in their own currency, by network. */
  compileUnconverted(): CompiledQuery {
    const steps = [
      ['placed', this.#placed()],
      ['summed', this.#summed()],
    ]
    const money = this.#columns.filter(({ isMoney }) => isMoney)
    const sums = money.map(({ column }) => `sum(${column})::DOUBLE AS ${column}`)
    const own = this.#parameters.bind(this.#plan.currency)
    const sql = `WITH ${steps.map(([name, step]) => `${name} AS (\n${step}\n)`).join(',\n')}
SELECT network, currency, ${sums.join(', ')}
FROM (
  SELECT s.*, r.rate AS rate
  FROM (
    SELECT s.*, p.network, p.currency, coalesce(s.day, DATE '2100-12-31') AS rate_day
    FROM summed s JOIN (SELECT DISTINCT purse, network, currency FROM placed) p ON p.purse = s.purse
    WHERE p.currency IS NOT NULL AND coalesce(p.currency <> ${own}::VARCHAR, TRUE)
  ) s
  ASOF LEFT JOIN currency_rate r ON r.currency = s.currency AND s.rate_day >= r.day
)
WHERE rate IS NULL GROUP BY network, currency ORDER BY currency, network`
    const columns = money.map(({ column, component, variant }) => ({ column, component, variant }))
    return { sql, parameters: this.#parameters.values, columns }
  }

  /** Every member that counts, with the hash of what it belongs to: facts are grouped by numbers, not texts. */
  #placed(): string {
    return placedSql(this.#plan, this.#dialect, this.#parameters, (keys) => {
      const object = [...keys, 'i.network']
      const purse = [`${this.#dialect.hash([...object, 'm.currency'])} AS purse`, 'm.currency AS currency']
      return {
        columns: [`${this.#dialect.hash(object)} AS object`, ...(this.#converts ? purse : [])],
        conditions: [],
      }
    })
  }

  /** The sums of each object, by day where a later step needs days; an object may have several rows. */
  #summed(): string {
    const place = this.#converts ? 'purse' : 'object'
    const conditions = this.#columns.map(({ of, variant }) =>
      variantCondition(this.#plan, of, variant, this.#dialect, this.#parameters),
    )
    const sums = this.#columns.map((column, index) => {
      const filter = conditions[index] === 'TRUE' ? '' : ` FILTER (WHERE ${conditions[index]})`
      return `sum(${summedSql(this.#plan, column.of, this.#parameters)})${filter} AS ${column.column}`
    })
    const involved = [...new Set(this.#columns.flatMap(({ variant }) => variant.loads))]
    // What counts nowhere is no row of the answer; only a rewrite that leaves facts out makes such facts.
    const leavesOut = this.#columns.some(
      ({ variant }) => variant.exclusions.length > 0 || variant.reached !== null || variant.acquisition,
    )
    const counting = leavesOut ? [`(${conditions.map((condition) => `(${condition})`).join(' OR ')})`] : []
    const keys = [`p.${place}`, ...(this.#isByDay() ? ['f.day'] : [])]
    return factSources(this.#plan, involved, this.#dialect, this.#parameters)
      .map(
        ({ table, conditions: kept }) => `  SELECT ${[...keys, ...sums].join(', ')}
  FROM ${table} f ${this.#dialect.joinGathered} placed p ON p.member = f.member
  WHERE ${[...kept, ...counting].join(' AND ') || 'TRUE'}
  GROUP BY ${keys.join(', ')}`,
      )
      .join('\n  UNION ALL\n')
  }

  #isByDay(): boolean {
    return this.#converts || !this.#plan.groupings.every(isMemberGrouping)
  }

  /** The sums in the project's currency, and the currencies that have no rate. */
  #converted(): string {
    const bound = this.#parameters.bind(this.#plan.currency)
    const rate = `CASE WHEN s.currency IS NULL OR s.currency = ${bound}::VARCHAR THEN 1 ELSE r.rate END`
    const sums = this.#columns.map(
      ({ column, isMoney }) => `sum(${column}${isMoney ? ' * rate' : ''}) AS ${column}`,
    )
    const money = this.#columns
      .filter(({ isMoney }) => isMoney)
      .map(({ column }) => `coalesce(${column}, 0)`)
      .join(' + ')
    return `  SELECT object, day, ${sums.join(', ')},
    ${this.#dialect.distinctTexts(`CASE WHEN rate IS NULL AND (${money}) <> 0 THEN currency END`, ',')} AS unconverted
  FROM (
    SELECT s.*, ${rate} AS rate
    FROM (
      SELECT s.*, p.object, p.currency, coalesce(s.day, DATE '2100-12-31') AS rate_day
      FROM summed s JOIN (SELECT DISTINCT purse, object, currency FROM placed) p ON p.purse = s.purse
    ) s
    ASOF LEFT JOIN currency_rate r ON r.currency = s.currency AND s.rate_day >= r.day
  )
  GROUP BY object, day`
  }

  /** One row per object and asked period. */
  #answered(from: string): string {
    const periods = this.#plan.groupings.flatMap((grouping, index) => {
      if (isMemberGrouping(grouping)) return []
      const day =
        grouping.name === 'day'
          ? 'day'
          : this.#dialect.truncateDay('day', grouping.name, this.#plan.firstWeekday)
      return [{ name: `k${index}`, sql: `${day}::VARCHAR` }]
    })
    const columns = [...periods, ...this.#numbers()].map(({ name, sql }) => `${sql} AS ${name}`)
    return `  SELECT ${['object', ...columns].join(',\n    ')}
  FROM ${from} GROUP BY ${['object', ...periods.map(({ sql }) => sql)].join(', ')}`
  }

  #numbers(): readonly { name: string; sql: string }[] {
    const sums = this.#columns.map(({ column }) => ({ name: column, sql: `sum(${column})::DOUBLE` }))
    const unconverted = { name: 'unconverted', sql: this.#dialect.distinctTexts('unconverted', ',') }
    return this.#converts ? [...sums, unconverted] : sums
  }
}

/**
 * SQL of a plan. Rows come grouped by the groupings and by network, with one column per component and
 * variant, so that whose number answers is settled per network afterwards.
 */
export function compilePlan(plan: Plan, dialect: Dialect): CompiledQuery {
  return new Compilation(plan, dialect).compile()
}

/** SQL of the money a plan leaves out because its currency has no rate; for plans that convert money. */
export function compileUnconverted(plan: Plan, dialect: Dialect): CompiledQuery {
  return new Compilation(plan, dialect).compileUnconverted()
}
