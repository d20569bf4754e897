const NEEDS_QUOTES = /["\n\r,]/

/** One record as a line of plain comma-separated text. */
export function formatRecord(cells: readonly string[]): string {
  let line = ''
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index] ?? ''
    if (index > 0) line += ','
    line += NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
  }
  return `${line}\n`
}
