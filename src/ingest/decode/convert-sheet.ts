import { fitRecord } from './cells.ts'
import { formatRecord } from './csv-text.ts'
import { type ScratchFile, writeScratch } from './scratch-file.ts'

const SAMPLED_ROWS = 1000

export interface ConvertedSheet {
  readonly path: string
  /** Rows that hold anything. */
  readonly filledRows: number
  /** Whether a later row is wider than the first thousand, so that the text is uneven. */
  readonly ragged: boolean
}

/** A CSV copy of the rows of a sheet, every row as wide as the widest of the first thousand. */
export async function convertSheet(
  rows: AsyncIterable<string[][]>,
  scratch: string,
): Promise<ConvertedSheet> {
  let waiting: string[][] | null = []
  let width = 0
  let filledRows = 0
  let ragged = false
  const put = async (file: ScratchFile, row: string[]) => {
    const written = file.write(formatRecord(row.length < width ? fitRecord(row, width) : row))
    if (written) await written
  }
  const start = async (file: ScratchFile, sampled: string[][]) => {
    waiting = null
    width = sampled.reduce((widest, row) => Math.max(widest, row.length), 0)
    for (const row of sampled) await put(file, row)
  }
  const path = await writeScratch(scratch, 'csv', async (file) => {
    for await (const batch of rows) {
      for (const row of batch) {
        if (row.length > 0) filledRows++
        if (waiting) {
          waiting.push(row)
          if (waiting.length >= SAMPLED_ROWS) await start(file, waiting)
        } else {
          ragged ||= row.length > width
          await put(file, row)
        }
      }
    }
    if (waiting) await start(file, waiting)
  })
  return { path, filledRows, ragged }
}
