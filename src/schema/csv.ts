export type CsvCell = string | number | boolean | null

/** What spreadsheets take for the beginning of a formula, in half and in full width. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/

/** One cell: text a spreadsheet would run as a formula is made plain text by a leading apostrophe. */
export function escapeCsvCell(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function formatCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [header, ...rows].map((row) => `${row.map(escapeCsvCell).join(',')}\r\n`).join('')
}
