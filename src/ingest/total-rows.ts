import { TOTAL_MARK } from '#connectors/kit/stated-total.ts'
import type { ReadExpression } from '#warehouse/load-plan.ts'
import type { DecodedTable } from './decode/decoded-table.ts'
import { absentTextSql } from './values/sql.ts'

/** What a campaign might be called too. */
const BARE_LABELS = 'totals?|gesamt(summe|ergebnis)?|summe|totale|totaux|totales|合計|総計'
const LABELS = `${BARE_LABELS}|(grand )?totals?( (for|of|from) .*)?|total ?[:：].*|total (général|geral|general)|totale complessivo|results from .*|résultats de .*|ergebnisse aus .*`

const LABEL = new RegExp(`^\\s*(?:${LABELS})\\s*$`, 'iu')

/** Whether a cell names a row that sums others. */
export function isTotalLabel(cell: string): boolean {
  return LABEL.test(cell)
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** SQL that holds where a column names a row that sums others. */
export function totalLabelSql(column: string): string {
  return `coalesce(regexp_full_match(${quoted(column)}, '\\s*(?:${LABELS})\\s*', 'i'), FALSE)`
}

/** SQL that holds where a column says no more than “Total” or the like, as a name might. */
export function bareLabelSql(column: string): string {
  return `coalesce(regexp_full_match(${quoted(column)}, '\\s*(?:${BARE_LABELS})\\s*', 'i'), FALSE)`
}

/** SQL that holds for a row that has neither a day nor a name, which is how many sources write their totals. */
export function unnamedRowSql(day: ReadExpression | null, names: readonly string[]): string {
  if (day === null && names.length === 0) return 'FALSE'
  // CASE, since AND looks at all its parts for every row.
  const dated =
    day?.header == null
      ? []
      : [
          `WHEN ${day.value} IS NOT NULL THEN FALSE`,
          `WHEN trim(${quoted(day.header)}) NOT IN ('', '--', '-') THEN FALSE`,
        ]
  const named = names.map((name) => `WHEN NOT ${absentTextSql(name)} THEN FALSE`)
  return `CASE ${[...dated, ...named].join(' ')} ELSE TRUE END`
}

/** SQL that holds for the row of a stream that the source states as the total of the others. */
export function markedTotalSql(headers: readonly string[]): string {
  return headers.includes(TOTAL_MARK) ? `${quoted(TOTAL_MARK)} IS NOT NULL` : 'FALSE'
}

/** Bytes up to which every row is looked at for a label; beyond, the ends of the file tell. */
const SMALL = 64_000_000

/** Whether labelled total rows have to be looked for in these columns. */
export function mayHaveLabels(table: DecodedTable, columns: readonly number[]): boolean {
  if (table.bytes <= SMALL) return true
  return [...table.head, ...table.tail].some((row) => columns.some((index) => isTotalLabel(row[index] ?? '')))
}
