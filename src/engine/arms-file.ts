import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ArmRow, CellNumber } from '#analyses/experiment/arm-row.ts'
import { dayNumber } from '#analyses/experiment/day-number.ts'
import { decodeFile } from '#ingest/decode/decode-file.ts'
import type { DecodedTable } from '#ingest/decode/decoded-table.ts'
import type { HandedFile } from '#ingest/index.ts'
import { readTableRows } from '#ingest/read-table-rows.ts'
import { readDay } from '#ingest/values/date-format.ts'
import { decideDateFormat, withRareFormats } from '#ingest/values/decide-date-format.ts'
import { decideNumberFormat, type NumberFormat, readNumber } from '#ingest/values/number-format.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'

/** The columns of a table of arms. */
export const ARM_FIELDS = [
  'test',
  'arm',
  'impressions',
  'conversions',
  'date',
  'stratum',
  'designed_share',
  'users',
] as const
type ArmField = (typeof ARM_FIELDS)[number]
const NEEDED: readonly ArmField[] = ['test', 'arm', 'impressions', 'conversions']

export interface ArmsFile {
  readonly rows: readonly ArmRow[]
  readonly hasDays: boolean
  readonly hasStrata: boolean
  /** Names of the factors arms are made of. */
  readonly factors: readonly string[]
  readonly notes: readonly Note[]
}

export interface ArmsFileOptions {
  /** Header of a field, where it is not the field's own name. */
  readonly map: Readonly<Record<string, string>>
  readonly dateOrder?: 'dmy' | 'mdy'
  /** Columns that say what an arm is made of; columns called factor.NAME are taken without being named. */
  readonly factors?: readonly string[]
}

/** A factor's name and its column. */
interface FactorColumn {
  readonly name: string
  readonly index: number
}

type Columns = ReadonlyMap<ArmField, number>

const LISTED_ROWS = 5
const FACTOR = 'factor.'

function plain(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_')
}

function checkMap(map: Readonly<Record<string, string>>): void {
  for (const field of Object.keys(map)) {
    if (ARM_FIELDS.some((known) => known === field)) continue
    const close = nearest(field, ARM_FIELDS)
    throw new PermilleError(
      'usage',
      `unknown field in the mapping: ${field}${close === null ? '' : ` (did you mean ${close}?)`}`,
      { remedy: `fields are ${ARM_FIELDS.join(', ')}` },
    )
  }
}

function columnAt(headers: readonly string[], wanted: string): number {
  const exact = headers.indexOf(wanted)
  return exact >= 0 ? exact : headers.findIndex((header) => plain(header) === plain(wanted))
}

function noColumn(wanted: string, headers: readonly string[]): PermilleError {
  const close = nearest(wanted, headers)
  return new PermilleError(
    'usage',
    `the file has no column ${wanted}${close === null ? '' : ` (did you mean ${close}?)`}`,
    { remedy: `its columns are ${headers.join(', ')}` },
  )
}

/** Where each field stands; throws with the first column that is missing. */
function findColumns(table: DecodedTable, map: Readonly<Record<string, string>>): Columns {
  const { headers } = table.format
  const columns = new Map<ArmField, number>()
  for (const field of ARM_FIELDS) {
    const wanted = map[field] ?? field
    const index = columnAt(headers, wanted)
    if (index >= 0) columns.set(field, index)
    else if (map[field] !== undefined) throw noColumn(wanted, headers)
  }
  const missing = NEEDED.filter((field) => !columns.has(field))
  if (missing.length > 0) {
    throw new PermilleError('input_refused', `${table.name} has no column ${missing.join(', ')}`, {
      remedy: `its columns are ${headers.join(', ')}; say which one is meant with --map ${missing[0]}=HEADER`,
    })
  }
  return columns
}

function findFactors({ format: { headers } }: DecodedTable, named: readonly string[]): FactorColumn[] {
  const factors = new Map<number, string>()
  for (const name of named) {
    const index = [name, `${FACTOR}${name}`].map((wanted) => columnAt(headers, wanted)).find((at) => at >= 0)
    if (index === undefined) throw noColumn(name, headers)
    factors.set(index, name)
  }
  headers.forEach((header, index) => {
    const name = header.trim()
    if (name.toLowerCase().startsWith(FACTOR) && name.length > FACTOR.length && !factors.has(index))
      factors.set(index, name.slice(FACTOR.length))
  })
  return [...factors].map(([index, name]) => ({ name, index }))
}

function chooseTable(tables: readonly DecodedTable[], map: Readonly<Record<string, string>>) {
  let refusal: unknown = null
  for (const table of tables) {
    try {
      return { table, columns: findColumns(table, map) }
    } catch (error) {
      refusal ??= error
    }
  }
  throw refusal ?? new PermilleError('input_refused', 'the file holds no table')
}

function sample(table: DecodedTable, index: number | undefined): string[] {
  return index === undefined ? [] : [...table.head, ...table.tail].map((row) => row[index] ?? '')
}

function dayReader(values: readonly string[], { dateOrder }: ArmsFileOptions, name: string) {
  const decision = decideDateFormat(values, dateOrder)
  if (decision.kind === 'ambiguous') {
    throw new PermilleError('input_refused', `the dates of ${name} fit day-month and month-day alike`, {
      remedy: 'say --date-order dmy or --date-order mdy',
    })
  }
  const formats = withRareFormats(decision.kind === 'formats' ? decision.formats : [])
  const known = new Map<string, number | null>()
  return (text: string): number | null => {
    const seen = known.get(text)
    if (seen !== undefined) return seen
    let day: string | null = null
    for (const format of formats) day ??= readDay(text, format)
    const number = day === null ? null : dayNumber(day)
    known.set(text, number)
    return number
  }
}

function numberOf(text: string, format: NumberFormat, percent = false): CellNumber {
  return { value: readNumber(text, format, { percent }) ?? null, text }
}

async function readRows(table: DecodedTable, columns: Columns, options: ArmsFileOptions): Promise<ArmsFile> {
  const at = (field: ArmField) => columns.get(field)
  const numbers = decideNumberFormat([
    { values: sample(table, at('impressions')), counts: true },
    { values: sample(table, at('conversions')) },
  ])
  const shares = decideNumberFormat([{ values: sample(table, at('designed_share')) }])
  const people = decideNumberFormat([{ values: sample(table, at('users')), counts: true }])
  const factors = findFactors(table, options.factors ?? [])
  const hasDays = columns.has('date')
  const hasStrata = columns.has('stratum')
  const readDate = hasDays ? dayReader(sample(table, at('date')), options, table.name) : null
  const rows: ArmRow[] = []
  const unnamed: number[] = []
  let number = table.firstRow
  for await (const cells of readTableRows(table)) {
    const text = (field: ArmField) => (cells[at(field) ?? -1] ?? '').trim()
    const row = number++
    if (text('test') === '' || text('arm') === '') {
      unnamed.push(row)
      continue
    }
    rows.push({
      row,
      test: text('test'),
      arm: text('arm'),
      impressions: numberOf(text('impressions'), numbers),
      conversions: numberOf(text('conversions'), numbers),
      ...(readDate === null ? {} : { day: readDate(text('date')) }),
      ...(hasStrata ? { stratum: text('stratum') } : {}),
      ...(columns.has('designed_share')
        ? { designedShare: numberOf(text('designed_share'), shares, true) }
        : {}),
      ...(columns.has('users') ? { users: numberOf(text('users'), people) } : {}),
      ...(factors.length > 0 ? { factors: factors.map(({ index }) => (cells[index] ?? '').trim()) } : {}),
    })
  }
  const notes: Note[] = [...table.problems]
  if (unnamed.length > 0) {
    const list = unnamed.slice(0, LISTED_ROWS).join(', ')
    notes.push({
      code: 'rows_without_name',
      severity: 'warning',
      message: `Rows that name no test or no arm are left out: ${writeCount(unnamed.length)} (row ${list}${unnamed.length > LISTED_ROWS ? ' …' : ''}).`,
    })
  }
  if (rows.length === 0) {
    throw new PermilleError('input_refused', `${table.name} holds no arms`, {
      remedy: 'each row needs a test, an arm, impressions and conversions',
    })
  }
  return { rows, hasDays, hasStrata, factors: factors.map(({ name }) => name), notes }
}

/** The rows of a table of arms, read without a project. */
export async function readArmsFile(file: HandedFile, options: ArmsFileOptions): Promise<ArmsFile> {
  checkMap(options.map)
  const scratch = await mkdtemp(join(tmpdir(), 'permille-'))
  try {
    const tables = await decodeFile(file.path, { name: file.name, scratch })
    const { table, columns } = chooseTable(tables, options.map)
    return await readRows(table, columns, options)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
