import { dayColumns, timeColumns } from './day-column.ts'
import type { DecodedTable } from './decode/decoded-table.ts'
import type { TableMeaning } from './table-meaning.ts'
import { type DateDecision, decideDateFormat } from './values/decide-date-format.ts'
import { decideNumberFormat, type NumberFormat } from './values/number-format.ts'

/** How a table writes its days and numbers. */
export interface TableFormats {
  readonly numbers: NumberFormat
  /** Per time column in use. */
  readonly days: ReadonlyMap<string, DateDecision>
  /** Per column of times; what the column leaves open is as in the one rows are dated by. */
  readonly times: ReadonlyMap<string, DateDecision>
}

function samples(table: DecodedTable, index: number): string[] {
  return [...table.head, ...table.tail].map((row) => row[index] ?? '')
}

/** JSON and the reports of an API have one way to write numbers, whatever a few of them look like. */
const WRITTEN_BY_MACHINE: NumberFormat = { decimal: '.', thousands: [], certain: true }

/** Decides the formats of a table from its head and tail; `more` holds further distinct days of a column. */
export function decideFormats(
  table: DecodedTable,
  meaning: TableMeaning & { kind: 'known' },
  order: 'dmy' | 'mdy' | undefined,
  more: ReadonlyMap<string, readonly string[]>,
): TableFormats {
  const numbers = meaning.columns.filter(
    ({ target }) => target.kind === 'delivery' || target.kind === 'event',
  )
  const decide = (index: number, header: string) =>
    decideDateFormat([...samples(table, index), ...(more.get(header) ?? [])], order)
  const days = new Map(dayColumns(meaning).map(({ index, header }) => [header, decide(index, header)]))
  const [dated] = days.values()
  return {
    numbers:
      table.format.kind === 'ndjson'
        ? WRITTEN_BY_MACHINE
        : decideNumberFormat(
            numbers.map(({ index, target }) => ({
              values: samples(table, index),
              counts:
                target.kind === 'delivery'
                  ? target.measure !== 'spend'
                  : target.kind === 'event' && target.part !== 'value',
            })),
          ),
    days,
    times: new Map(
      timeColumns(meaning).map(({ index, header }) => {
        const own = days.get(header) ?? decide(index, header)
        return [header, own.kind === 'ambiguous' && dated !== undefined ? dated : own]
      }),
    ),
  }
}
