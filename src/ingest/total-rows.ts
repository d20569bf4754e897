import type { DecodedTable } from './decode/decoded-table.ts'

const LABELS =
  '(grand )?totals?( (for|of|from) .*)?|total ?[:：].*|gesamt(summe|ergebnis)?|summe|total (général|geral|general)|totale( complessivo)?|totaux|totales|合計|総計|results from .*|résultats de .*|ergebnisse aus .*'

const LABEL = new RegExp(`^\\s*(?:${LABELS})\\s*$`, 'iu')

/** Whether a cell names a row that sums others. */
export function isTotalLabel(cell: string): boolean {
  return LABEL.test(cell)
}

/** SQL that holds where a column names a row that sums others. */
export function totalLabelSql(column: string): string {
  const quoted = `"${column.replaceAll('"', '""')}"`
  return `coalesce(regexp_full_match(lower(trim(${quoted})), '${LABELS}'), FALSE)`
}

/** Bytes up to which every row is looked at for a label; beyond, the ends of the file tell. */
const SMALL = 64_000_000

/** Whether labelled total rows have to be looked for in these columns. */
export function mayHaveLabels(table: DecodedTable, columns: readonly number[]): boolean {
  if (table.bytes <= SMALL) return true
  return [...table.head, ...table.tail].some((row) => columns.some((index) => isTotalLabel(row[index] ?? '')))
}
