import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { normaliseHeader } from '#connectors/recognise/normalise-header.ts'

/** A row of a stream as it lands: every cell is text, as the source wrote it. */
export type LandedRow = Readonly<Record<string, string | null>>

const CHUNK = 1 << 16

export interface LandingOptions {
  /** Headers of cells that identify a device or a person. */
  readonly identifiers: readonly string[]
  readonly identifierKey: string
}

function hideCells(row: LandedRow, hidden: ReadonlySet<string>, key: string): LandedRow {
  if (hidden.size === 0) return row
  return Object.fromEntries(
    Object.entries(row).map(([header, cell]) => [
      header,
      cell === null || !hidden.has(normaliseHeader(header).key)
        ? cell
        : createHash('sha256').update(`${key}${cell}`).digest('hex').slice(0, 24),
    ]),
  )
}

/** Writes rows to a file as NDJSON, identifiers hidden; how many there were. */
export async function landRows(
  rows: AsyncIterable<LandedRow>,
  path: string,
  { identifiers, identifierKey }: LandingOptions,
): Promise<number> {
  const hidden = new Set(identifiers.map((header) => normaliseHeader(header).key))
  let count = 0
  async function* chunks(): AsyncGenerator<string> {
    let chunk = ''
    for await (const row of rows) {
      count++
      chunk += `${JSON.stringify(hideCells(row, hidden, identifierKey))}\n`
      if (chunk.length < CHUNK) continue
      yield chunk
      chunk = ''
    }
    yield chunk
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path))
  return count
}
