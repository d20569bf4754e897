import { countCells, isBlankRecord } from './cells.ts'
import { countFooter } from './footer.ts'
import { TAIL_ROWS } from './limits.ts'
import { type RecordSource, readRecords } from './read-records.ts'
import { RecordReader } from './record-reader.ts'

const FOOTER_LINES = 40

export interface RecordScan {
  /** Records of the file, the header, blank lines and footer included. */
  readonly records: number
  /** Data rows: neither blank, nor repeated headers, nor footer. */
  readonly rows: number
  /** Cells of the widest row, empty ones at its end left out. */
  readonly width: number
  readonly shortRows: number
  readonly longRows: number
  readonly firstLongRow: number | null
  readonly repeatedHeaders: number
  readonly brokenQuotes: number
  readonly looseQuotes: number
  readonly footer: readonly string[][]
  /** Records at the end that belong to the footer, blank lines between included. */
  readonly footerRecords: number
  readonly tail: readonly string[][]
  /** Whether a strict reader gets the same rows from the file as it is. */
  readonly strict: boolean
}

/** Reads a whole text table once and tells what stands in the way of reading it strictly. */
export async function scanRecords(
  source: RecordSource,
  header: { index: number; cells: readonly string[]; width: number },
): Promise<RecordScan> {
  const reader = new RecordReader(source)
  const last: string[][] = []
  const physical = new Map<number, number>()
  let records = 0
  let rows = 0
  let width = 0
  let shortRows = 0
  let longRows = 0
  let firstLongRow: number | null = null
  let repeatedHeaders = 0
  let paddedBlanks = 0
  let maxPhysical = 0
  for await (const batch of readRecords(source, reader)) {
    for (const { cells, quoted } of batch) {
      const index = records++
      if (index <= header.index) continue
      if (last.push(cells) > TAIL_ROWS * 2 + FOOTER_LINES) last.splice(0, TAIL_ROWS)
      if (cells.length === 1 && cells[0] === '' && !quoted) continue
      if (isBlankRecord(cells)) {
        paddedBlanks++
        continue
      }
      if (isRepeatedHeader(cells, header.cells)) {
        repeatedHeaders++
        continue
      }
      rows++
      physical.set(cells.length, (physical.get(cells.length) ?? 0) + 1)
      maxPhysical = Math.max(maxPhysical, cells.length)
      const filled = countCells(cells)
      width = Math.max(width, filled)
      if (cells.length < header.width) shortRows++
      if (filled > header.width) {
        longRows++
        firstLongRow ??= index + 1
      }
    }
  }
  const footerRecords = countFooter(last, header.width)
  const footer = last.slice(last.length - footerRecords).filter((cells) => !isBlankRecord(cells))
  const body = last.slice(0, last.length - footerRecords)
  const { lf, crlf, cr } = reader.newlines
  const newlineKinds = [lf, crlf, cr].filter((count) => count > 0).length
  const { brokenQuotes, looseQuotes } = reader.faults
  return {
    records,
    rows: rows - footer.length,
    width,
    shortRows: shortRows - footer.filter((cells) => cells.length < header.width).length,
    longRows,
    firstLongRow,
    repeatedHeaders,
    brokenQuotes,
    looseQuotes,
    footer,
    footerRecords,
    tail: body
      .filter((cells) => !isBlankRecord(cells) && !isRepeatedHeader(cells, header.cells))
      .slice(-TAIL_ROWS),
    strict:
      physical.size <= 1 &&
      (rows === 0 || maxPhysical === header.width) &&
      newlineKinds <= 1 &&
      paddedBlanks + repeatedHeaders + brokenQuotes + looseQuotes + footerRecords === 0,
  }
}

/** Whether a row says the header once more, as pasted-together exports do. */
export function isRepeatedHeader(cells: readonly string[], header: readonly string[]): boolean {
  return (
    cells[0] === header[0] &&
    cells.length >= header.length &&
    header.every((name, index) => name === cells[index])
  )
}
