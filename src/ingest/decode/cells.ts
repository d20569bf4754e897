const NUMBER =
  /^[\s(]*[-+\u2212]?\s*[$€£¥₹₽₩]?\s*[-+\u2212]?\d[\d.,'\u2019\s\u00a0\u202f]*(?:e[+-]?\d+)?\s*[%$€£¥₹₽₩]?\s*\)?$/i
const DATE = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d.*)?$/

/** Whether a cell holds a number, an amount or a date written in digits. */
export function isValueCell(cell: string): boolean {
  const text = cell.trim()
  return NUMBER.test(text) || DATE.test(text)
}

export function isDateCell(cell: string): boolean {
  return DATE.test(cell.trim())
}

export function isBlankCell(cell: string): boolean {
  return cell.trim() === ''
}

/** Whether a record holds nothing at all. */
export function isBlankRecord(record: readonly string[]): boolean {
  return record.every(isBlankCell)
}

/** Cells up to the last one that holds something. */
export function countCells(record: readonly string[]): number {
  let count = record.length
  while (count > 0 && isBlankCell(record[count - 1] ?? '')) count--
  return count
}

export function countFilled(record: readonly string[]): number {
  return record.reduce((count, cell) => (isBlankCell(cell) ? count : count + 1), 0)
}

/** The record with exactly `width` cells. */
export function fitRecord(record: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, index) => record[index] ?? '')
}
