import { join } from 'node:path'
import { Attribution, type Basis, INSTALL } from '#schema/basis.ts'
import { DIMENSION_NAMES } from '#schema/dimension.ts'
import { DELIVERY_MEASURE_NAMES } from '#schema/measure.ts'
import { TOUCH_TEXTS, TOUCH_TIMES } from '#warehouse/load-plan.ts'
import type { SampleName } from './sample-name.ts'
import { type SampleTable, sampleTables } from './sample-tables.ts'
import { writeRows } from './write-rows.ts'

const NAMES = ['day', 'period_start', 'period_end', ...DIMENSION_NAMES, 'currency'] as const
const DELIVERY_COLUMNS = [...NAMES, ...DELIVERY_MEASURE_NAMES] as const
const OUTCOME_COLUMNS = [...NAMES, 'event', 'count', 'value'] as const
const TOUCH_COLUMNS = [
  'day',
  'period_start',
  'period_end',
  ...DIMENSION_NAMES,
  'event',
  ...TOUCH_TEXTS,
  ...TOUCH_TIMES,
] as const

/** What a refused install is called in the column `event`. */
export const REFUSED = 'refused install'

/** An event as the column `event` names it: with the day of a cohort, or the touch that earned it. */
function writtenEvent(event: string, cohortDay: number | null, touch: Attribution): string {
  const name = cohortDay === null ? event : `${event}.d${cohortDay}`
  return touch === 'all' ? name : `${name} ${touch}`
}

/** The event, the cohort day and the touch a written name stands for: `revenue.d7`, `install view`. */
export function readWrittenEvent(name: string): {
  readonly event: string
  readonly cohortDay: number | null
  readonly attribution: Attribution
} {
  if (name === REFUSED) return { event: INSTALL, cohortDay: null, attribution: 'all' }
  const [counted = name, touch] = name.split(' ')
  const [event = counted, day] = counted.split('.d')
  return {
    event,
    cohortDay: day === undefined ? null : Number(day),
    attribution: touch === undefined ? 'all' : Attribution.parse(touch),
  }
}

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
  /** Whether every row is one touch. */
  readonly touches: boolean
  readonly partial: boolean
}

async function writeTable(table: SampleTable, path: string): Promise<WrittenTable> {
  const { rows, partial = false, ...rest } = table
  const about = { ...rest, partial, touches: rows.kind === 'touch' }
  const events = new Set<string>()
  let dated = true
  if (rows.kind === 'delivery') {
    await writeRows(path, DELIVERY_COLUMNS, rows.rows, (row, column) => {
      if (row.day === null) dated = false
      return row[column]
    })
    return { ...about, path, dated, columns: DELIVERY_COLUMNS, events: [] }
  }
  if (rows.kind === 'touch') {
    await writeRows(path, TOUCH_COLUMNS, rows.rows, (row, column) => {
      const event =
        row.validity === 'rejected' ? REFUSED : writtenEvent(row.event, null, row.touch_type ?? 'all')
      events.add(event)
      if (column === 'event') return event
      return column === 'contributors' ? null : row[column]
    })
    return { ...about, path, dated, columns: TOUCH_COLUMNS, events: [...events].sort() }
  }
  await writeRows(path, OUTCOME_COLUMNS, rows.rows, (row, column) => {
    if (row.day === null) dated = false
    const event = writtenEvent(row.event, row.cohort_day, row.attribution)
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
