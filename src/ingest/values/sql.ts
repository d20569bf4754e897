import { ABSENT_NUMBERS, ABSENT_TOKENS, LOST_VALUES } from './absent.ts'
import type { DateFormat } from './date-format.ts'
import { clockIn } from './instant-sql.ts'
import { MONTH_PREFIXES } from './month-names.ts'
import type { NumberFormat } from './number-format.ts'
import { NEGATIVE_PATTERN, type NumberMarks, numberPattern } from './number-pattern.ts'

/** How DuckDB reads a text column: its value, and whether text stood there that could not be read. */
export interface ColumnReading {
  readonly value: string
  /** Tests the value where it was computed, since computing it costs more than all tests of it. */
  unreadable(value: string): string
}

export type NumberType = 'DOUBLE' | `DECIMAL(${number},${number})`

/**
 * A number column of a text table, absent cells as NULL.
 *
 * DuckDB computes an expression that is written twice for every row, even inside a branch few rows take, so the
 * branches of these expressions share nothing but the column.
 */
export function numberSql(
  column: string,
  format: NumberFormat,
  { type = 'DOUBLE', percent = true }: Partial<NumberMarks> & { readonly type?: NumberType } = {},
): ColumnReading {
  const cell = identifier(column)
  const value = `coalesce(${plainNumber(cell, format, type)}, ${groupedNumber(cell, format, type)}, ${anyNumber(cell, format, type, { percent })})`
  const withheld = `starts_with(ltrim(${cell}), '<')`
  return { value, unreadable: (read) => unreadableSql(cell, read, ABSENT_NUMBERS, withheld) }
}

/** A day column of a text table as DATE, each cell in the first format it fits; seconds since 1970 are a day of the zone. */
export function dateSql(
  column: string,
  formats: readonly DateFormat[],
  zone: string | null = null,
): ColumnReading {
  const cell = identifier(column)
  const readers = formats.map((format) => daySql(cell, format, zone))
  const value = readers.length === 0 ? 'CAST(NULL AS DATE)' : `coalesce(${readers.join(', ')})`
  return { value, unreadable: (read) => unreadableSql(cell, read, ABSENT_TOKENS, 'false') }
}

/** A text column of a text table: trimmed, absent cells as NULL. */
export function textSql(column: string, alsoAbsent: readonly string[] = []): string {
  const cell = trimmed(column)
  const absent = [...ABSENT_TEXTS, ...alsoAbsent.map((text) => text.toLowerCase())]
  const longest = Math.max(...absent.map((text) => text.length))
  return `CASE WHEN length(${cell}) > ${longest} THEN ${cell} WHEN ${isOneOf(`lower(${cell})`, absent)} THEN NULL ELSE ${cell} END`
}

/** Whether a text column says nothing: cheaper than reading it, since nothing in it is computed twice. */
export function absentTextSql(column: string): string {
  return `coalesce(${isOneOf(`lower(${trimmed(column)})`, ABSENT_TEXTS)}, TRUE)`
}

/** Whether an id column holds what a spreadsheet left of an id: `1.2E+17`. */
export function damagedIdSql(column: string): string {
  return `coalesce(regexp_full_match(trim(${identifier(column)}), '\\d(?:[.,]\\d+)?[eE]\\+?\\d{2,}'), false)`
}

const ABSENT_TEXTS = [...ABSENT_TOKENS, ...LOST_VALUES]

function trimmed(column: string): string {
  return `trim(${identifier(column)}, ${literal(' \t\r\n\u00a0')})`
}

/** Never `IN`: DuckDB makes a join of a long list, which runs for every row, whatever branch it stands in. */
function isOneOf(text: string, texts: readonly string[]): string {
  return `list_contains([${texts.map(literal).join(', ')}], ${text})`
}

function unreadableSql(cell: string, value: string, absent: ReadonlySet<string>, withheld: string): string {
  const known = isOneOf(`lower(trim(${cell}))`, [...absent])
  // CASE, since AND looks at all its parts for every row.
  return `CASE WHEN ${cell} IS NULL OR (${value}) IS NOT NULL THEN false ELSE NOT (${known} OR ${withheld}) END`
}

/** Digits and at most a decimal mark: most cells of most files. */
function plainNumber(cell: string, { decimal }: NumberFormat, type: NumberType): string {
  if (decimal === '.') return finite(cell, type)
  return finite(`CASE WHEN NOT contains(${cell}, '.') THEN replace(${cell}, ',', '.') END`, type)
}

/** Thousands set apart by the mark that is not the decimal one. */
function groupedNumber(cell: string, { decimal }: NumberFormat, type: NumberType): string {
  const group = decimal === '.' ? ',' : '.'
  const pattern = `-?\\d{1,3}(?:[${group}]\\d{3})+(?:[${decimal}]\\d*)?`
  const bare = `replace(replace(${cell}, '${group}', ''), ',', '.')`
  return `TRY_CAST(CASE WHEN regexp_full_match(${cell}, ${literal(pattern)}) THEN ${bare} END AS ${type})`
}

/** Signs, currencies, percent, spaces, parentheses: everything a number may be written with. */
function anyNumber(cell: string, { decimal }: NumberFormat, type: NumberType, marks: NumberMarks): string {
  const pattern = numberPattern(decimal, marks)
  const digits = `regexp_extract(${cell}, ${literal(`^${pattern}$`)}, 1)`
  const bare = `regexp_replace(${digits}, ${literal(decimal === '.' ? '[^0-9.eE+-]' : '[^0-9,eE+-]')}, '', 'g')`
  const plain = decimal === '.' ? bare : `replace(${bare}, ',', '.')`
  const sign = `CASE WHEN regexp_matches(${cell}, ${literal(NEGATIVE_PATTERN)}) THEN '-' ELSE '' END`
  return `CASE WHEN regexp_full_match(${cell}, ${literal(pattern)}) THEN ${finite(`(${sign} || ${plain})`, type)} END`
}

function finite(text: string, type: NumberType): string {
  const cast = `TRY_CAST(${text} AS ${type})`
  return type === 'DOUBLE' ? `CASE WHEN isfinite(${cast}) THEN ${cast} END` : cast
}

function daySql(cell: string, format: DateFormat, zone: string | null): string {
  const match = (pattern: string) => `regexp_extract(${cell}, ${literal(`^\\s*(${pattern})\\s*$`)}, 1)`
  const wholePart = (pattern: string) =>
    `regexp_extract(${cell}, ${literal(`^\\s*(${pattern})(?:[.]\\d*)?\\s*$`)}, 1)`
  switch (format) {
    case 'iso':
      return sane(`TRY_CAST(${cell} AS DATE)`)
    case 'compact':
      return `CAST(try_strptime(${match('(?:199\\d|20\\d\\d|2100)\\d{4}')}, '%Y%m%d') AS DATE)`
    case 'month_name':
      return sane(monthNameSql(cell))
    case 'serial':
      return `DATE '1899-12-30' + TRY_CAST(${wholePart('[2-7]\\d{4}')} AS INTEGER)`
    case 'epoch_s':
      return `CAST(${clockIn(zone, `make_timestamp(TRY_CAST(${wholePart('[5-9]\\d{8}|[1-3]\\d{9}')} AS BIGINT) * 1000000)`)} AS DATE)`
    case 'epoch_ms':
      return `CAST(${clockIn(zone, `make_timestamp(TRY_CAST(${wholePart('[5-9]\\d{11}|[1-3]\\d{12}')} AS BIGINT) * 1000)`)} AS DATE)`
    default: {
      const mark = format.slice(3)
      const order = format.startsWith('dmy') ? `%d${mark}%m${mark}` : `%m${mark}%d${mark}`
      const day = `split_part(split_part(split_part(ltrim(${cell}), ' ', 1), ',', 1), 'T', 1)`
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
