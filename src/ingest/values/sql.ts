import { ABSENT_NUMBERS, ABSENT_TOKENS, LOST_VALUES } from './absent.ts'
import type { DateFormat } from './date-format.ts'
import { MONTH_PREFIXES } from './month-names.ts'
import type { NumberFormat } from './number-format.ts'
import { NEGATIVE_PATTERN, numberPattern } from './number-pattern.ts'

/** How DuckDB reads a text column: its value, and whether text stood there that could not be read. */
export interface ColumnReading {
  readonly value: string
  readonly unreadable: string
}

export type NumberType = 'DOUBLE' | `DECIMAL(${number},${number})`

/** A number column of a text table, absent cells as NULL. */
export function numberSql(column: string, format: NumberFormat, type: NumberType = 'DOUBLE'): ColumnReading {
  const cell = identifier(column)
  const pattern = literal(numberPattern(format.decimal))
  const digits = `regexp_extract(${cell}, ${literal(`^${numberPattern(format.decimal)}$`)}, 1)`
  const marks = format.decimal === '.' ? `[^0-9.eE+-]` : `[^0-9,eE+-]`
  const bare = `regexp_replace(${digits}, ${literal(marks)}, '', 'g')`
  const plain = format.decimal === '.' ? bare : `replace(${bare}, ',', '.')`
  const sign = `CASE WHEN regexp_matches(${cell}, ${literal(NEGATIVE_PATTERN)}) THEN '-' ELSE '' END`
  const careful = `CASE WHEN regexp_full_match(${cell}, ${pattern}) THEN ${finite(`${sign} || ${plain}`, type)} END`
  const value = format.decimal === '.' ? `coalesce(${finite(cell, type)}, ${careful})` : careful
  return { value: `(${value})`, unreadable: unreadableSql(cell, value, ABSENT_NUMBERS, true) }
}

/** A day column of a text table as DATE, each cell in the first format it fits. */
export function dateSql(column: string, formats: readonly DateFormat[]): ColumnReading {
  const cell = identifier(column)
  const readers = formats.map((format) => daySql(cell, format))
  const value = readers.length === 0 ? 'CAST(NULL AS DATE)' : `coalesce(${readers.join(', ')})`
  return { value, unreadable: unreadableSql(cell, value, ABSENT_TOKENS, false) }
}

/** A text column of a text table: trimmed, absent cells as NULL. */
export function textSql(column: string, alsoAbsent: readonly string[] = []): string {
  const cell = `trim(${identifier(column)}, ${literal(' \t\r\n\u00a0')})`
  const absent = [...ABSENT_TOKENS, ...LOST_VALUES, ...alsoAbsent.map((text) => text.toLowerCase())]
  return `CASE WHEN length(${cell}) < 16 AND lower(${cell}) IN (${absent.map(literal).join(', ')}) THEN NULL ELSE ${cell} END`
}

/** Whether an id column holds what a spreadsheet left of an id: `1.2E+17`. */
export function damagedIdSql(column: string): string {
  return `coalesce(regexp_full_match(trim(${identifier(column)}), '\\d(?:[.,]\\d+)?[eE]\\+?\\d{2,}'), false)`
}

function unreadableSql(cell: string, value: string, absent: ReadonlySet<string>, withheld: boolean): string {
  const known = `lower(trim(${cell})) IN (${[...absent].map(literal).join(', ')})`
  const below = withheld ? ` OR starts_with(trim(${cell}), '<')` : ''
  return `(${cell} IS NOT NULL AND (${value}) IS NULL AND NOT (${known}${below}))`
}

function finite(text: string, type: NumberType): string {
  const cast = `TRY_CAST(${text} AS ${type})`
  return type === 'DOUBLE' ? `CASE WHEN isfinite(${cast}) THEN ${cast} END` : cast
}

function daySql(cell: string, format: DateFormat): string {
  switch (format) {
    case 'iso':
      return sane(`TRY_CAST(CASE WHEN ${cell} SIMILAR TO '\\s*\\d{4}[-/].*' THEN ${cell} END AS DATE)`)
    case 'compact':
      return sane(
        `CAST(try_strptime(CASE WHEN length(trim(${cell})) = 8 THEN trim(${cell}) END, '%Y%m%d') AS DATE)`,
      )
    case 'month_name':
      return sane(monthNameSql(cell))
    case 'serial':
      return inRange(
        cell,
        20_000,
        80_000,
        (number) => `DATE '1899-12-30' + CAST(floor(${number}) AS INTEGER)`,
      )
    case 'epoch_s':
      return inRange(
        cell,
        5e8,
        4.2e9,
        (number) => `CAST(make_timestamp(CAST(${number} * 1000000 AS BIGINT)) AS DATE)`,
      )
    case 'epoch_ms':
      return inRange(
        cell,
        5e11,
        4.2e12,
        (number) => `CAST(make_timestamp(CAST(${number} * 1000 AS BIGINT)) AS DATE)`,
      )
    default: {
      const mark = format.slice(3)
      const order = format.startsWith('dmy') ? `%d${mark}%m${mark}` : `%m${mark}%d${mark}`
      const day = `split_part(split_part(split_part(trim(${cell}), ' ', 1), ',', 1), 'T', 1)`
      // The short year goes first: `%Y` would take 26 for the year 26.
      return sane(`CAST(try_strptime(${day}, [${literal(`${order}%y`)}, ${literal(`${order}%Y`)}]) AS DATE)`)
    }
  }
}

function monthNameSql(cell: string): string {
  const bare = `strip_accents(lower(trim(${cell})))`
  const dayFirst =
    '^(?:[a-z]+\\.?,?\\s+)??(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?[\\s-]+(?:de\\s+)?([a-z]{3,})\\.?,?[\\s-]+(?:de\\s+|del\\s+)?(\\d{4}|\\d{2})(?:$|[\\st,])'
  const monthFirst =
    '^(?:[a-z]+\\.?,?\\s+)??([a-z]{3,})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4}|\\d{2})(?:$|[\\st,])'
  return `coalesce(${namedDay(bare, dayFirst, { day: 1, month: 2 })}, ${namedDay(bare, monthFirst, { day: 2, month: 1 })})`
}

function namedDay(text: string, pattern: string, groups: { day: number; month: number }): string {
  const part = (group: number) => `regexp_extract(${text}, ${literal(pattern)}, ${group})`
  const name = part(groups.month)
  const cases = MONTH_PREFIXES.map(
    ([prefix, month]) => `WHEN starts_with(${name}, '${prefix}') THEN '${month}'`,
  )
  const year = `CASE WHEN length(${part(3)}) = 2 THEN (CASE WHEN ${part(3)} < '70' THEN '20' ELSE '19' END) ELSE '' END || ${part(3)}`
  const day = `${year} || '-' || CASE ${cases.join(' ')} END || '-' || ${part(groups.day)}`
  return `TRY_CAST(CASE WHEN ${name} <> '' THEN ${day} END AS DATE)`
}

function inRange(cell: string, from: number, to: number, toDate: (number: string) => string): string {
  const number = `TRY_CAST(${cell} AS DOUBLE)`
  return `CASE WHEN ${number} BETWEEN ${from} AND ${to} THEN ${toDate(number)} END`
}

/** Keeps days of this age only, since a loose cast takes `01/08/26` for the year 1. */
function sane(day: string): string {
  return `CASE WHEN ${day} BETWEEN DATE '1990-01-01' AND DATE '2100-12-31' THEN ${day} END`
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
