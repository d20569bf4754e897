import type { Warehouse } from '#warehouse/warehouse.ts'
import { cohortDayColumn } from './cohort-rows.ts'
import { dayColumns } from './day-column.ts'
import type { DecodedTable } from './decode/decoded-table.ts'
import { relationSql } from './relation.ts'
import type { TableMeaning } from './table-meaning.ts'
import { textSql } from './values/sql.ts'

/** What has to be known of whole columns before a table is planned. */
export interface TableProfile {
  /** Distinct cells of each day column whose sample leaves its order open. */
  readonly days: ReadonlyMap<string, readonly string[]>
  readonly eventNames: readonly string[]
  /** Distinct cells that say how old a cohort is. */
  readonly cohortDays: readonly string[]
}

const MOST_DAYS = 20_000
const MOST_EVENTS = 5_000
const OPEN_ORDER = /^\s*\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b/

async function distinct(
  warehouse: Warehouse,
  table: DecodedTable,
  expression: string,
  most: number,
): Promise<string[]> {
  const { rows } = await warehouse.readFiles(
    `SELECT DISTINCT ${expression} AS cell FROM ${relationSql(table, { ordered: false })} LIMIT ${most}`,
  )
  return rows.flatMap(({ cell }) => (cell === null || cell === undefined ? [] : [String(cell)]))
}

/** Looks at whole columns where head and tail of a file cannot tell: day order, and the names of events. */
export async function profileTable(
  table: DecodedTable,
  meaning: TableMeaning & { kind: 'known' },
  warehouse: Warehouse,
): Promise<TableProfile> {
  const days = new Map<string, readonly string[]>()
  for (const { header, index } of dayColumns(meaning)) {
    const cells = [...table.head, ...table.tail].map((row) => row[index] ?? '')
    if (!cells.some((cell) => OPEN_ORDER.test(cell))) continue
    days.set(header, await distinct(warehouse, table, `"${header.replaceAll('"', '""')}"`, MOST_DAYS))
  }
  const eventColumn = meaning.columns.find(
    ({ target }) => target.kind === 'fact' && target.field === 'event_name',
  )
  const eventNames = eventColumn
    ? await distinct(warehouse, table, textSql(eventColumn.header), MOST_EVENTS)
    : []
  const cohort = cohortDayColumn(meaning)
  const cohortDays =
    cohort === undefined ? [] : await distinct(warehouse, table, textSql(cohort.header), MOST_EVENTS)
  return { days, eventNames: eventNames.toSorted(), cohortDays }
}
