import type { Dialect } from '#warehouse/dialect.ts'
import type { SqlValue } from '#warehouse/warehouse.ts'
import { convertedSql, purseColumns } from './compile-money.ts'
import { anyOf, hasNames, memberGroupings, nameSql, placedSql, summedSql } from './compile-parts.ts'
import { type FactSource, factSources } from './fact-sources.ts'
import type { Grouping } from './grouping.ts'
import type { MemberGrouping } from './member-keys.ts'
import { type Component, isMoney } from './metric.ts'
import { Parameters } from './parameters.ts'
import type { Plan, Variant } from './plan.ts'
import { placeSql } from './settle/place.ts'
import { variantCondition } from './variant-condition.ts'

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
      isMoney: isMoney(component),
    })),
  )
}

/**
 * Where the keys of a row come from. Facts are summed by `member` before anything is joined with them, where nothing but
 * their sums is asked. Where the members are filtered, each `fact` carries its keys, since a store that computes a step as
 * often as it is used would filter them twice. Otherwise what the `object`s are is looked up when all is summed.
 */
type Keyed = 'member' | 'fact' | 'object'

/** What is summed of facts, and which of them. */
interface Sums {
  readonly columns: readonly string[]
  /** What else holds for the facts that count. */
  readonly counting: readonly string[]
  readonly sources: readonly FactSource[]
}

/** SQL that reads what a member belongs to. */
const PLACED = /\bp\.\w/

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
    this.#converts = plan.convertMoney && this.#columns.some((column) => column.isMoney)
  }

  compile(): CompiledQuery {
    const sums = this.#sums()
    const keyed = this.#keyed(sums)
    const steps = [
      ['placed', this.#placed()],
      ...(keyed === 'object' ? ([['named', this.#named()]] as const) : []),
      ['summed', keyed === 'member' ? this.#summedByMember(sums) : this.#summed(sums, keyed)],
      ...(this.#converts ? ([['converted', this.#converted()]] as const) : []),
      ['answered', this.#answered(keyed)],
    ]
    const names = nameSql(this.#plan, 'a')
    const [alias, called, joins] =
      keyed === 'object'
        ? ['n', this.#called().map((name) => `n.${name} AS ${name}`), ' JOIN named n ON n.object = a.object']
        : ['a', names.columns, names.joins]
    const periods = this.#periods().map(({ name }) => `a.${name} AS ${name}`)
    const keys = this.#keys().map((key) => `${alias}.${key} AS ${key}`)
    const numbers = this.#numbers().map(({ name }) => `a.${name} AS ${name}`)
    const sql = `WITH ${steps.map(([name, step]) => `${name} AS (\n${step}\n)`).join(',\n')}
SELECT ${[...periods, ...keys, ...called, ...numbers].join(', ')}
FROM answered a${joins}`
    const columns = this.#columns.map(({ column, component, variant }) => ({ column, component, variant }))
    return { sql, parameters: this.#parameters.values, columns }
  }

  /** The sums of money that have no rate, in their own currency, by network. */
  compileUnconverted(): CompiledQuery {
    const steps = [
      ['placed', this.#placed()],
      ['summed', this.#summed(this.#sums(), 'object')],
    ]
    const money = this.#columns.filter((column) => column.isMoney)
    const sums = money.map(({ column }) => `sum(${column})::DOUBLE AS ${column}`)
    const own = this.#parameters.bind(this.#plan.currency)
    const settled = this.#settled()
    const sql = `WITH ${steps.map(([name, step]) => `${name} AS (\n${step}\n)`).join(',\n')}
SELECT ${settled.join(', ')}, currency, ${sums.join(', ')}
FROM (
  SELECT s.*, r.rate AS rate
  FROM (
    SELECT s.*, ${settled.map((column) => `p.${column}`).join(', ')}, p.currency, coalesce(s.day, DATE '2100-12-31') AS rate_day
    FROM summed s JOIN (SELECT DISTINCT purse, ${settled.join(', ')}, currency FROM placed) p ON p.purse = s.purse
    WHERE p.currency IS NOT NULL AND coalesce(p.currency <> ${own}::VARCHAR, TRUE)
  ) s
  ASOF LEFT JOIN currency_rate r ON r.currency = s.currency AND s.rate_day >= r.day
)
WHERE rate IS NULL GROUP BY ${settled.join(', ')}, currency ORDER BY currency, ${settled.join(', ')}`
    const columns = money.map(({ column, component, variant }) => ({ column, component, variant }))
    return { sql, parameters: this.#parameters.values, columns }
  }

  /** Every member that counts, with the hash of what it belongs to: facts are grouped by numbers, not texts. */
  #placed(): string {
    return placedSql(this.#plan, this.#dialect, this.#parameters, (keys) => {
      const apart = this.#isByApp() ? [placeSql(this.#plan, this.#parameters)] : []
      const object = [...keys, 'i.network', ...apart]
      const purse = purseColumns(object, this.#dialect)
      return {
        columns: [`${this.#dialect.hash(object)} AS object`, ...(this.#converts ? purse : [])],
        conditions: [],
      }
    })
  }

  /** Keys of what members belong to, and where it is settled. */
  #keys(): readonly string[] {
    return [...memberGroupings(this.#plan).map(({ index }) => `k${index}`), ...this.#settled()]
  }

  /** Names beside the keys. */
  #called(): readonly string[] {
    const called = memberGroupings(this.#plan).filter(({ grouping }) => hasNames(grouping))
    return called.map(({ index }) => `n${index}`)
  }

  /** The keys and names of what members belong to, by its hash. */
  #named(): string {
    const { columns, joins } = nameSql(this.#plan, 't')
    const keys = this.#keys().map((key) => `t.${key} AS ${key}`)
    return `  SELECT ${['t.object AS object', ...keys, ...columns].join(', ')}
  FROM (SELECT ${['p.object AS object', ...anyOf(this.#keys(), 'p')].join(', ')} FROM placed p GROUP BY p.object) t${joins}`
  }

  #sums(): Sums {
    const conditions = this.#columns.map(({ of, variant }) =>
      variantCondition(this.#plan, of, variant, this.#dialect, this.#parameters),
    )
    const columns = this.#columns.map((column, index) => {
      const filter = conditions[index] === 'TRUE' ? '' : ` FILTER (WHERE ${conditions[index]})`
      return `sum(${summedSql(this.#plan, column.of, this.#parameters)})${filter} AS ${column.column}`
    })
    const involved = [...new Set(this.#columns.flatMap(({ variant }) => variant.loads))]
    // What counts nowhere is no row of the answer; only a rewrite that leaves facts out makes such facts.
    const leavesOut = this.#columns.some(
      ({ variant }) => variant.exclusions.length > 0 || variant.reached !== null || variant.acquisition,
    )
    const counting = leavesOut ? [`(${conditions.map((condition) => `(${condition})`).join(' OR ')})`] : []
    return { columns, counting, sources: factSources(this.#plan, involved, this.#dialect, this.#parameters) }
  }

  #keyed({ columns, counting, sources }: Sums): Keyed {
    if (this.#converts) return 'object'
    if (this.#plan.filters.length > 0) return 'fact'
    const read = [...columns, ...counting, ...sources.flatMap(({ conditions }) => conditions)]
    return this.#isByDay() || read.some((sql) => PLACED.test(sql)) ? 'object' : 'member'
  }

  #summedByMember({ columns, counting, sources }: Sums): string {
    return sources
      .map(
        ({ table, conditions }) => `  SELECT ${['f.member AS member', ...columns].join(', ')}
  FROM ${table} f
  WHERE ${[...conditions, ...counting].join(' AND ') || 'TRUE'}
  GROUP BY f.member`,
      )
      .join('\n  UNION ALL\n')
  }

  /** The sums of each object, by day where a later step needs days; an object may have several rows. */
  #summed({ columns, counting, sources }: Sums, keyed: Exclude<Keyed, 'member'>): string {
    const place = this.#converts ? 'purse' : 'object'
    const keys = [`p.${place}`, ...(this.#isByDay() ? ['f.day'] : [])]
    const list = [...keys, ...(keyed === 'fact' ? anyOf(this.#keys(), 'p') : []), ...columns]
    return sources
      .map(
        ({ table, conditions }) => `  SELECT ${list.join(', ')}
  FROM ${table} f ${this.#dialect.joinGathered} placed p ON p.member = f.member
  WHERE ${[...conditions, ...counting].join(' AND ') || 'TRUE'}
  GROUP BY ${keys.join(', ')}`,
      )
      .join('\n  UNION ALL\n')
  }

  #isByApp(): boolean {
    return this.#plan.settledApps.size > 0
  }

  /** Columns that say where it is settled whose numbers answer. */
  #settled(): readonly string[] {
    return ['network', ...(this.#isByApp() ? ['place'] : [])]
  }

  #isByDay(): boolean {
    return this.#converts || !this.#plan.groupings.every(isMemberGrouping)
  }

  /** The sums in the project's currency, and the currencies that have no rate. */
  #converted(): string {
    const money = this.#columns
      .filter((column) => column.isMoney)
      .map(({ column }) => `coalesce(${column}, 0)`)
      .join(' + ')
    const currencies = `CASE WHEN rate IS NULL AND (${money}) <> 0 THEN currency END`
    return convertedSql(this.#plan, this.#columns, this.#parameters, [
      `${this.#dialect.distinctTexts(currencies, ',')} AS unconverted`,
    ])
  }

  #periods(): readonly { name: string; sql: string }[] {
    return this.#plan.groupings.flatMap((grouping, index) => {
      if (isMemberGrouping(grouping)) return []
      const day =
        grouping.name === 'day'
          ? 's.day'
          : this.#dialect.truncateDay('s.day', grouping.name, this.#plan.firstWeekday)
      return [{ name: `k${index}`, sql: `${day}::VARCHAR` }]
    })
  }

  /** One row per object and asked period. */
  #answered(keyed: Keyed): string {
    const [object, from] = {
      member: ['p.object', 'summed s JOIN placed p ON p.member = s.member'],
      fact: ['s.object', 'summed s'],
      object: ['s.object', `${this.#converts ? 'converted' : 'summed'} s`],
    }[keyed]
    const periods = this.#periods()
    const columns = [...periods, ...this.#numbers()].map(({ name, sql }) => `${sql} AS ${name}`)
    const keys = keyed === 'object' ? [] : anyOf(this.#keys(), keyed === 'member' ? 'p' : 's')
    return `  SELECT ${[`${object} AS object`, ...keys, ...columns].join(',\n    ')}
  FROM ${from} GROUP BY ${[object, ...periods.map(({ sql }) => sql)].join(', ')}`
  }

  #numbers(): readonly { name: string; sql: string }[] {
    const sums = this.#columns.map(({ column }) => ({ name: column, sql: `sum(s.${column})::DOUBLE` }))
    const unconverted = { name: 'unconverted', sql: this.#dialect.distinctTexts('s.unconverted', ',') }
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
