import { fitRecord, isBlankRecord } from './cells.ts'
import { formatRecord } from './csv-text.ts'
import { type RecordSource, readRecords } from './read-records.ts'
import { isRepeatedHeader, type RecordScan } from './scan-records.ts'
import { writeScratch } from './scratch-file.ts'

/** A strict comma-separated copy of a table: header first, every row as wide, blanks and footer left out. */
export function rewriteRecords(
  source: RecordSource,
  options: {
    scratch: string
    header: { index: number; cells: readonly string[] }
    headers: readonly string[]
    scan: RecordScan
  },
): Promise<string> {
  const { header, headers, scan } = options
  const end = scan.records - scan.footerRecords
  return writeScratch(options.scratch, 'csv', async (file) => {
    await file.write(formatRecord(headers))
    let index = -1
    for await (const batch of readRecords(source)) {
      for (const { cells } of batch) {
        index++
        if (index <= header.index || index >= end || isBlankRecord(cells)) continue
        if (isRepeatedHeader(cells, header.cells)) continue
        const written = file.write(
          formatRecord(cells.length === headers.length ? cells : fitRecord(cells, headers.length)),
        )
        if (written) await written
      }
    }
  })
}
