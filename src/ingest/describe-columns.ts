import { guessMapping } from '#connectors/recognise/guess-mapping.ts'
import type { ColumnReading, ImportedFile } from '#schema/answer/import-report.ts'
import { formatFieldTarget } from '#schema/field-target.ts'
import type { DecodedTable } from './decode/decoded-table.ts'
import type { TableMeaning } from './table-meaning.ts'

function examplesOf(table: DecodedTable, index: number): string[] {
  const cells = table.head.map((row) => row[index] ?? '').filter((cell) => cell.trim() !== '')
  return [...new Set(cells)].slice(0, 3).map((cell) => cell.slice(0, 80))
}

/** What each column of a table is read as, and why. */
export function describeColumns(table: DecodedTable, meaning: TableMeaning): ColumnReading[] {
  return table.format.headers.map((header, index) => {
    const found =
      meaning.kind === 'known' ? meaning.columns.find((column) => column.index === index) : undefined
    const ignored = meaning.kind === 'known' ? meaning.ignored.get(header) : undefined
    return {
      header,
      field: found ? formatFieldTarget(found.target) : null,
      reason: found?.reason ?? ignored ?? 'not mapped',
      examples: examplesOf(table, index),
    }
  })
}

/** The mapping permille would propose for a table, in the form `--map` takes. */
export function proposeMapping(table: DecodedTable): ImportedFile['guess'] {
  return guessMapping(table.format.headers, table.head).flatMap(({ field, header, reason, confidence }) =>
    field === null || confidence < 0.3 ? [] : [{ field, header, reason }],
  )
}
