import type { ReadExpression } from '#warehouse/load-plan.ts'
import type { KnownTable } from './known-table.ts'
import type { MappedColumn } from './mapped-column.ts'
import { numberSql } from './values/sql.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

const UNIT_SCALE = { plain: 1, micros: 1_000_000, thousandths: 1000, cents: 100 } as const

/** The reading of a number column, its unit and its condition applied. */
export function numberExpression({ formats }: KnownTable, column: MappedColumn): ReadExpression {
  const { header } = column
  const reading = numberSql(header, formats.numbers, { percent: false })
  const name = `permille number ${header}`
  const cell = {
    readings: [{ name, sql: reading.value }],
    unreadable: reading.unreadable(quoted(name)),
    header,
  }
  const scale = UNIT_SCALE[column.unit]
  const scaled = scale === 1 ? quoted(name) : `(${quoted(name)} / ${scale})`
  if (column.onlyWhen === null) return { ...cell, value: scaled }
  const matches = `regexp_matches(${quoted(column.onlyWhen.header)}, ${literal(column.onlyWhen.matches.source)}, 'i')`
  return { ...cell, value: `CASE WHEN ${matches} THEN ${scaled} END` }
}
