import type { Dialect } from '#warehouse/dialect.ts'
import type { Parameters } from './parameters.ts'
import type { Plan } from './plan.ts'

/** A column of sums, and whether they are money. */
export interface SummedColumn {
  readonly column: string
  readonly isMoney: boolean
}

/** Columns of the step `placed` for the money of what has the keys: sums are converted by currency and day. */
export function purseColumns(keys: readonly string[], dialect: Dialect): readonly string[] {
  return [`${dialect.hash([...keys, 'm.currency'])} AS purse`, 'm.currency AS currency']
}

/** SQL of the step `summed`, by purse and day, as sums in the project's currency by object and day. */
export function convertedSql(
  { currency }: Plan,
  columns: readonly SummedColumn[],
  parameters: Parameters,
  more: readonly string[] = [],
): string {
  const bound = parameters.bind(currency)
  const rate = `CASE WHEN s.currency IS NULL OR s.currency = ${bound}::VARCHAR THEN 1 ELSE r.rate END`
  const sums = columns.map(
    ({ column, isMoney: money }) => `sum(${column}${money ? ' * rate' : ''}) AS ${column}`,
  )
  return `  SELECT ${['object', 'day', ...sums, ...more].join(', ')}
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
