import type { LayoutMatch } from '#connectors/recognise/match-layout.ts'
import { parseFieldTarget } from '#schema/field-target.ts'
import type { MappedColumn } from './mapped-column.ts'

/** The columns a layout recognised in a table. */
export function matchedColumns(match: LayoutMatch, headers: readonly string[]): MappedColumn[] {
  return match.columns.flatMap((column) => {
    const target = parseFieldTarget(column.field)
    if (target === null) return []
    return {
      index: column.index,
      header: headers[column.index] ?? column.header,
      target,
      unit: column.unit,
      basis: column.basis,
      dateBasis: column.dateBasis,
      currency: column.currency,
      onlyWhen:
        column.onlyWhen === null
          ? null
          : { header: headers[column.onlyWhen.index] ?? '', matches: column.onlyWhen.matches },
      reason: 'recognised',
    }
  })
}
