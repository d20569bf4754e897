import { isBlankRecord } from './decode/cells.ts'
import type { DecodedTable } from './decode/decoded-table.ts'
import { DEFAULT_LIMITS } from './decode/limits.ts'
import { readChunks } from './decode/read-bytes.ts'
import { RecordReader } from './decode/record-reader.ts'
import { refuse } from './decode/refuse.ts'

/** Drops the first lines of a text that comes in pieces. */
class LineSkipper {
  #left: number
  readonly #end: string

  constructor(lines: number, newline: string) {
    this.#left = lines
    this.#end = newline.at(-1) ?? '\n'
  }

  skip(text: string): string {
    let at = 0
    while (this.#left > 0) {
      const end = text.indexOf(this.#end, at)
      if (end < 0) return ''
      at = end + 1
      this.#left--
    }
    return text.slice(at)
  }
}

/** The data rows of a decoded table as text, read without a store; everything else is refused. */
export async function* readTableRows(table: DecodedTable): AsyncGenerator<readonly string[]> {
  const { format } = table
  if (format.kind !== 'csv')
    throw refuse(table.name, 'is no text table, which is all that is read here', 'save it as CSV')
  const reader = new RecordReader({
    delimiter: format.delimiter,
    maxLength: DEFAULT_LIMITS.recordBytes,
    width: format.headers.length,
  })
  const skipper = new LineSkipper(format.skipLinesWithHeader, format.newline)
  const decoder = new TextDecoder('utf-8')
  const drain = function* () {
    for (let cells = reader.read(); cells !== null; cells = reader.read()) {
      if (!isBlankRecord(cells)) yield cells
    }
  }
  for await (const chunk of readChunks(table.path)) {
    reader.push(skipper.skip(decoder.decode(chunk, { stream: true })))
    yield* drain()
  }
  reader.push(skipper.skip(decoder.decode()))
  reader.end()
  yield* drain()
}
