import type { ReadExpression } from '#warehouse/load-plan.ts'
import type { KnownTable } from './known-table.ts'
import type { MappedColumn } from './mapped-column.ts'
import { numberSql } from './values/sql.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

const UNIT_SCALE = { plain: 1, micros: 1_000_000, thousandths: 1000, cents: 100 } as const

/** The reading of a number column, its unit and its condition applied. */
export function numberExpression({ formats }: KnownTable, column: MappedColumn): ReadExpression {
  const { value, unreadable } = numberSql(column.header, formats.numbers)
  const scale = UNIT_SCALE[column.unit]
  const scaled = scale === 1 ? value : `(${value} / ${scale})`
  if (column.onlyWhen === null) return { value: scaled, unreadable, header: column.header }
  const matches = `regexp_matches(${quoted(column.onlyWhen.header)}, ${literal(column.onlyWhen.matches.source)}, 'i')`
  return { value: `CASE WHEN ${matches} THEN ${scaled} END`, unreadable, header: column.header }
}
