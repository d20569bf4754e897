import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeFile } from '#ingest/decode/decode-file.ts'
import type { DecodedTable } from '#ingest/decode/decoded-table.ts'
import type { HandedFile } from '#ingest/index.ts'
import { readDay } from '#ingest/values/date-format.ts'
import { decideDateFormat, withRareFormats } from '#ingest/values/decide-date-format.ts'
import { type NumberFormat, readNumber } from '#ingest/values/number-format.ts'
import { dayNumber } from '#schema/day-number.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'

/** Where each field of a bare table stands. */
export type Columns<Field extends string> = ReadonlyMap<Field, number>

/** The fields a bare table may have, those it must have, and headers that mean one where they are not its name. */
export interface AskedFields<Field extends string> {
  readonly fields: readonly Field[]
  readonly needed: readonly Field[]
  readonly map: Readonly<Record<string, string>>
}

function plain(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_')
}

/** Place of a header, written alike or nearly so; −1 where there is none. */
export function columnAt(headers: readonly string[], wanted: string): number {
  const exact = headers.indexOf(wanted)
  return exact >= 0 ? exact : headers.findIndex((header) => plain(header) === plain(wanted))
}

/** The error of a column somebody named that is not there. */
export function noColumn(wanted: string, headers: readonly string[]): PermilleError {
  const close = nearest(wanted, headers)
  return new PermilleError(
    'usage',
    `the file has no column ${wanted}${close === null ? '' : ` (did you mean ${close}?)`}`,
    { remedy: `its columns are ${headers.join(', ')}` },
  )
}

function checkMap<Field extends string>({ map, fields }: AskedFields<Field>): void {
  for (const field of Object.keys(map)) {
    if (fields.some((known) => known === field)) continue
    const close = nearest(field, fields)
    throw new PermilleError(
      'usage',
      `unknown field in the mapping: ${field}${close === null ? '' : ` (did you mean ${close}?)`}`,
      { remedy: `fields are ${fields.join(', ')}` },
    )
  }
}

function findColumns<Field extends string>(
  table: DecodedTable,
  { fields, needed, map }: AskedFields<Field>,
): Columns<Field> {
  const { headers } = table.format
  const columns = new Map<Field, number>()
  for (const field of fields) {
    const wanted = map[field] ?? field
    const index = columnAt(headers, wanted)
    if (index >= 0) columns.set(field, index)
    else if (map[field] !== undefined) throw noColumn(wanted, headers)
  }
  const missing = needed.filter((field) => !columns.has(field))
  if (missing.length > 0) {
    throw new PermilleError('input_refused', `${table.name} has no column ${missing.join(', ')}`, {
      remedy: `its columns are ${headers.join(', ')}; say which one is meant with --map ${missing[0]}=HEADER`,
    })
  }
  return columns
}

function chooseTable<Field extends string>(tables: readonly DecodedTable[], asked: AskedFields<Field>) {
  let refusal: unknown = null
  for (const table of tables) {
    try {
      return { table, columns: findColumns(table, asked) }
    } catch (error) {
      refusal ??= error
    }
  }
  throw refusal ?? new PermilleError('input_refused', 'the file holds no table')
}

/** Reads the first table of a file that has the needed columns, without a project; throws with the first column missing. */
export async function openFields<Field extends string, Read>(
  file: HandedFile,
  asked: AskedFields<Field>,
  read: (table: DecodedTable, columns: Columns<Field>) => Promise<Read>,
): Promise<Read> {
  checkMap(asked)
  const scratch = await mkdtemp(join(tmpdir(), 'permille-'))
  try {
    const tables = await decodeFile(file.path, { name: file.name, scratch })
    const { table, columns } = chooseTable(tables, asked)
    return await read(table, columns)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Some values of a column, to decide how it is written. */
export function sample(table: DecodedTable, index: number | undefined): string[] {
  return index === undefined ? [] : [...table.head, ...table.tail].map((row) => row[index] ?? '')
}

/** Reads dates as days since 1970-01-01, `null` where a text is none; throws where their order is open. */
export function dayReader(
  values: readonly string[],
  dateOrder: 'dmy' | 'mdy' | undefined,
  name: string,
): (text: string) => number | null {
  const decision = decideDateFormat(values, dateOrder)
  if (decision.kind === 'ambiguous') {
    throw new PermilleError('input_refused', `the dates of ${name} fit day-month and month-day alike`, {
      remedy: 'say --date-order dmy or --date-order mdy',
    })
  }
  const formats = withRareFormats(decision.kind === 'formats' ? decision.formats : [])
  const known = new Map<string, number | null>()
  return (text) => {
    const seen = known.get(text)
    if (seen !== undefined) return seen
    let day: string | null = null
    for (const format of formats) day ??= readDay(text, format)
    const number = day === null ? null : dayNumber(day)
    known.set(text, number)
    return number
  }
}

/** A cell's number beside its text; `null` where it is none. */
export function numberOf(
  text: string,
  format: NumberFormat,
  percent = false,
): { readonly value: number | null; readonly text: string } {
  return { value: readNumber(text, format, { percent }) ?? null, text }
}
