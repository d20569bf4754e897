import { join } from 'node:path'
import type { Basis } from '#schema/basis.ts'
import { DIMENSION_NAMES } from '#schema/dimension.ts'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import type { SampleName } from './sample-name.ts'
import { type SampleTable, sampleTables } from './sample-tables.ts'
import { writeRows } from './write-rows.ts'

const NAMES = ['day', 'period_start', 'period_end', ...DIMENSION_NAMES, 'currency'] as const
const DELIVERY_COLUMNS = [...NAMES, ...DELIVERY_MEASURE_NAMES] as const
const OUTCOME_COLUMNS = [...NAMES, 'event', 'count', 'value'] as const

/** A table of a sample as a CSV file whose columns are called like fields. */
export interface WrittenTable {
  readonly path: string
  readonly source: string
  readonly name: string
  readonly basis: Basis
  readonly zone: string
  readonly columns: readonly string[]
  /** False where rows carry a period instead of a day. */
  readonly dated: boolean
  /** Names in the column `event`; empty for delivery. */
  readonly events: readonly string[]
}

async function writeTable(table: SampleTable, path: string): Promise<WrittenTable> {
  const { rows, ...about } = table
  const events = new Set<string>()
  let dated = true
  if (rows.kind === 'delivery') {
    await writeRows(path, DELIVERY_COLUMNS, rows.rows, (row, column) => {
      if (row.day === null) dated = false
      return row[column]
    })
    return { ...about, path, dated, columns: DELIVERY_COLUMNS, events: [] }
  }
  await writeRows(path, OUTCOME_COLUMNS, rows.rows, (row, column) => {
    if (row.day === null) dated = false
    const event = row.cohort_day === null ? row.event : `${row.event}.d${row.cohort_day}`
    events.add(event)
    return column === 'event' ? event : row[column]
  })
  return { ...about, path, dated, columns: OUTCOME_COLUMNS, events: [...events].sort() }
}

/** Writes every table of a sample into a folder. */
export async function writeSample(name: SampleName, folder: string): Promise<readonly WrittenTable[]> {
  const written: WrittenTable[] = []
  for (const [index, table] of sampleTables(name).entries()) {
    written.push(await writeTable(table, join(folder, `${index}.csv`)))
  }
  return written
}
