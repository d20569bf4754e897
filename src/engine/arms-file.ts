import type { ArmRow } from '#analyses/experiment/arm-row.ts'
import type { DecodedTable } from '#ingest/decode/decoded-table.ts'
import type { HandedFile } from '#ingest/index.ts'
import { readTableRows } from '#ingest/read-table-rows.ts'
import { decideNumberFormat } from '#ingest/values/number-format.ts'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import { type Columns, columnAt, dayReader, noColumn, numberOf, openFields, sample } from './field-columns.ts'
import { unnamedRowsNote } from './unnamed-rows.ts'

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

const FACTOR = 'factor.'

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

async function readRows(
  table: DecodedTable,
  columns: Columns<ArmField>,
  options: ArmsFileOptions,
): Promise<ArmsFile> {
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
  const readDate = hasDays ? dayReader(sample(table, at('date')), options.dateOrder, table.name) : null
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
  const notes: Note[] = [...table.problems, ...unnamedRowsNote(unnamed, 'test or no arm')]
  if (rows.length === 0) {
    throw new PermilleError('input_refused', `${table.name} holds no arms`, {
      remedy: 'each row needs a test, an arm, impressions and conversions',
    })
  }
  return { rows, hasDays, hasStrata, factors: factors.map(({ name }) => name), notes }
}

/** The rows of a table of arms, read without a project. */
export async function readArmsFile(file: HandedFile, options: ArmsFileOptions): Promise<ArmsFile> {
  return openFields(file, { fields: ARM_FIELDS, needed: NEEDED, map: options.map }, (table, columns) =>
    readRows(table, columns, options),
  )
}
