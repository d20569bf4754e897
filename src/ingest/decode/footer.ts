import { countFilled, isBlankRecord, isValueCell } from './cells.ts'

const TOTAL =
  /^\W*(?:grand\s+)?(?:total|sum\b|subtotal|gesamt|summe|ergebnis|somme|suma|somma|totale|итог|合計|总计|總計|합계)/i
const MOST_LINES = 20

/** How many records at the end of a table are closing remarks rather than data; rows of totals are data. */
export function countFooter(records: readonly string[][], width: number): number {
  let count = 0
  let blank = 0
  for (let index = records.length - 1; index >= 0 && count + blank < MOST_LINES; index--) {
    const record = records[index] ?? []
    if (isBlankRecord(record)) {
      blank++
      continue
    }
    if (!isRemark(record, width, records[index - 1])) break
    count += blank + 1
    blank = 0
  }
  return count
}

function isRemark(record: readonly string[], width: number, before: readonly string[] | undefined): boolean {
  const first = record.find((cell) => cell.trim() !== '')?.trim() ?? ''
  if (TOTAL.test(first) || isValueCell(first) || width < 3) return false
  const filled = countFilled(record)
  if (filled === 1) return (record[0] ?? '').trim() !== '' && (record.length === 1 || width > 3)
  const setApart = before === undefined || isBlankRecord(before)
  return filled === 2 && width > 4 && (record.length < width || setApart)
}
