import type { SeriesRow } from '#analyses/fatigue/group-series.ts'
import type { DecodedTable } from '#ingest/decode/decoded-table.ts'
import type { HandedFile } from '#ingest/index.ts'
import { readTableRows } from '#ingest/read-table-rows.ts'
import { decideNumberFormat } from '#ingest/values/number-format.ts'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import { type Columns, dayReader, numberOf, openFields, sample } from './field-columns.ts'
import { unnamedRowsNote } from './unnamed-rows.ts'

/** The columns of a table of daily series. */
export const SERIES_FIELDS = [
  'creative',
  'date',
  'impressions',
  'conversions',
  'stratum',
  'network',
  'clicks',
  'spend',
] as const
type SeriesField = (typeof SERIES_FIELDS)[number]
const NEEDED: readonly SeriesField[] = ['date', 'impressions', 'conversions']

const ONE_SERIES: readonly Note[] = [
  {
    code: 'one_series',
    severity: 'info',
    message:
      'No column is called creative, so the whole table is one series; if another column names the creatives, say --map creative=HEADER.',
  },
]

export interface SeriesFileOptions {
  /** Header of a field, where it is not the field's own name. */
  readonly map: Readonly<Record<string, string>>
  readonly dateOrder?: 'dmy' | 'mdy'
}

export interface SeriesFile {
  readonly rows: readonly SeriesRow[]
  readonly notes: readonly Note[]
}

async function readRows(
  table: DecodedTable,
  columns: Columns<SeriesField>,
  { dateOrder }: SeriesFileOptions,
): Promise<SeriesFile> {
  const counts = decideNumberFormat([
    { values: sample(table, columns.get('impressions')), counts: true },
    { values: sample(table, columns.get('conversions')) },
  ])
  const money = decideNumberFormat([{ values: sample(table, columns.get('spend')) }])
  const readDate = dayReader(sample(table, columns.get('date')), dateOrder, table.name)
  const rows: SeriesRow[] = []
  const unnamed: number[] = []
  const named = columns.has('creative')
  let number = table.firstRow
  for await (const cells of readTableRows(table)) {
    const text = (field: SeriesField) => (cells[columns.get(field) ?? -1] ?? '').trim()
    const row = number++
    const creative = named ? text('creative') : table.name
    if (creative === '') {
      unnamed.push(row)
      continue
    }
    rows.push({
      row,
      creative,
      day: readDate(text('date')),
      impressions: numberOf(text('impressions'), counts),
      conversions: numberOf(text('conversions'), counts),
      ...(columns.has('stratum') ? { stratum: text('stratum') } : {}),
      ...(columns.has('network') ? { network: text('network') } : {}),
      ...(columns.has('clicks') ? { clicks: numberOf(text('clicks'), counts) } : {}),
      ...(columns.has('spend') ? { spend: numberOf(text('spend'), money) } : {}),
    })
  }
  if (rows.length === 0) {
    throw new PermilleError('input_refused', `${table.name} holds no series`, {
      remedy: 'each row needs a creative, a date, impressions and conversions',
    })
  }
  return {
    rows,
    notes: [...table.problems, ...unnamedRowsNote(unnamed, 'creative'), ...(named ? [] : ONE_SERIES)],
  }
}

/** The rows of a table of daily series, read without a project; without a column of creatives all of it is one series. */
export async function readSeriesFile(file: HandedFile, options: SeriesFileOptions): Promise<SeriesFile> {
  return openFields(file, { fields: SERIES_FIELDS, needed: NEEDED, map: options.map }, (table, columns) =>
    readRows(table, columns, options),
  )
}
