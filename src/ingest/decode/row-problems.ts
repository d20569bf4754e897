import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import type { RecordScan } from './scan-records.ts'

/** Notes on what a reader of the table must know about its rows. */
export function describeRows(scan: RecordScan | null, width: number): Note[] {
  if (scan === null) return []
  const notes: Note[] = []
  const warn = (code: string, message: string) => notes.push({ code, message, severity: 'warning' })
  if (scan.rows === 0)
    notes.push({ code: 'no_rows', message: 'the file has a header and no rows', severity: 'info' })
  if (scan.longRows > 0) {
    warn(
      'long_rows',
      `${count(scan.longRows, 'row has', 'rows have')} more cells than the header, line ${scan.firstLongRow} first; a separator inside an unquoted name shifts the cells after it`,
    )
  }
  if (scan.shortRows > 0) {
    warn(
      'short_rows',
      `${count(scan.shortRows, 'row has', 'rows have')} fewer than ${width} cells; the missing ones are empty`,
    )
  }
  if (scan.brokenQuotes > 0) {
    warn(
      'broken_quotes',
      `${count(scan.brokenQuotes, 'quote is', 'quotes are')} never closed and read as part of the text`,
    )
  }
  if (scan.repeatedHeaders > 0) {
    warn(
      'repeated_header_rows',
      `the header is repeated ${count(scan.repeatedHeaders, 'time', 'times')} among the rows; these lines are left out`,
    )
  }
  return notes
}

function count(number: number, one: string, many: string): string {
  return `${writeCount(number)} ${number === 1 ? one : many}`
}
