import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { SqlCell } from '../warehouse.ts'

/** A DuckDB value as plain JavaScript: numbers as numbers, days as `YYYY-MM-DD`, instants in ISO 8601. */
export function readValue(value: DuckDBValue): SqlCell {
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    return value
  }
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof DuckDBDecimalValue) return value.toDouble()
  if (value instanceof DuckDBDateValue) return value.toString()
  if (value instanceof DuckDBTimestampValue) return `${value.toString().replace(' ', 'T')}Z`
  if (value instanceof DuckDBListValue) return value.items.map(Number)
  return value.toString()
}
