import { countCells, countFilled, isBlankRecord, isDateCell, isValueCell } from './cells.ts'

export const HEADER_LINES = 30

export interface HeaderSearch {
  readonly width: number
  readonly knownHeader?: ((cells: readonly string[]) => boolean) | undefined
}

/** Index of the record that names the columns, or `null` when none of the first 30 does. */
export function findHeader(records: readonly string[][], search: HeaderSearch): number | null {
  const window = records.slice(0, HEADER_LINES)
  const { knownHeader, width } = search
  const known = knownHeader
    ? window.findIndex((record) => knownHeader(record.map((cell) => cell.trim())))
    : -1
  if (known !== -1) return known
  for (const share of [0.8, 0.5]) {
    const index = window.findIndex((record, at) => isHeader(record, records[at + 1], width, share))
    if (index !== -1) return index
  }
  const pivot = window.findIndex((record, at) => isPivotHeader(record, records[at + 1], width))
  return pivot === -1 ? null : pivot
}

/** The number of cells most records have, 0 without records. */
export function commonWidth(records: readonly string[][]): number {
  const counts = new Map<number, number>()
  for (const record of records) {
    if (isBlankRecord(record)) continue
    counts.set(record.length, (counts.get(record.length) ?? 0) + 1)
  }
  let best = 0
  let bestCount = 0
  for (const [width, count] of counts) {
    if (count > bestCount || (count === bestCount && width > best)) {
      best = width
      bestCount = count
    }
  }
  return best
}

function isHeader(record: string[], next: string[] | undefined, width: number, share: number): boolean {
  if (record.some(isValueCell) || countDistinct(record) < 2) return false
  if (countFilled(record) < Math.max(2, Math.ceil(width * share))) return false
  return next === undefined || isBlankRecord(next) || countCells(next) >= 2 || record.length === next.length
}

/** A header that names days: dates where the next row has numbers. */
function isPivotHeader(record: string[], next: string[] | undefined, width: number): boolean {
  if (next === undefined || countDistinct(record) < 2 || countFilled(record) < width * 0.8) return false
  const values = record.filter(isValueCell)
  return values.length < record.length && values.every(isDateCell) && !next.some(isDateCell)
}

function countDistinct(record: readonly string[]): number {
  return new Set(record.map((cell) => cell.trim()).filter((cell) => cell !== '')).size
}
