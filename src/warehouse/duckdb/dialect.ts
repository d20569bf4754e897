import type { Dialect } from '../dialect.ts'
import { identifier } from './literal.ts'

export const duckdbDialect: Dialect = {
  name: 'DuckDB',
  identifier,
  truncateDay: (column, grain) => `CAST(date_trunc('${grain}', ${column}) AS DATE)`,
  sameOrBothAbsent: (left, right) => `${left} IS NOT DISTINCT FROM ${right}`,
  hash: (expressions) => `hash(${expressions.join(', ')})`,
  mapEntry: (column, keyParameter) => `${column}[${keyParameter}]`,
}
