import { stat } from 'node:fs/promises'
import { isBlankRecord } from './cells.ts'
import { countFooter } from './footer.ts'
import { TAIL_ROWS } from './limits.ts'
import { readBytes } from './read-bytes.ts'
import { sampleRecords } from './record-reader.ts'

const TAIL_BYTES = 1 << 20

/** The last rows of a large file without reading the rest; none when they cannot be told apart safely. */
export async function readTail(
  path: string,
  options: { delimiter: string; width: number },
): Promise<{ tail: string[][]; footer: string[][] }> {
  const { size } = await stat(path)
  const bytes = await readBytes(path, Math.max(0, size - TAIL_BYTES), TAIL_BYTES)
  const text = bytes.toString('utf8')
  const firstBreak = /\r\n|\n|\r/.exec(text)
  if (!firstBreak) return { tail: [], footer: [] }
  const { records } = sampleRecords(text.slice(firstBreak.index + firstBreak[0].length), {
    delimiter: options.delimiter,
    complete: true,
    count: Number.POSITIVE_INFINITY,
  })
  const footerRecords = countFooter(records, options.width)
  const body = records.slice(0, records.length - footerRecords).filter((record) => !isBlankRecord(record))
  const tail = body.slice(-TAIL_ROWS)
  if (tail.some((record) => record.length !== options.width)) return { tail: [], footer: [] }
  return {
    tail,
    footer: records.slice(records.length - footerRecords).filter((record) => !isBlankRecord(record)),
  }
}
