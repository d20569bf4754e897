import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { ApiCaller } from './caller.ts'
import { type Cells, cellsOf } from './cells.ts'
import type { Decode } from './fetch.ts'
import type { Problem } from './problem.ts'
import type { Received } from './received.ts'

/** What is wrong with an answer about a report's state: JSON that was cut off; `null` for any other. */
export function cutJson({ json, head }: Received): Problem | null {
  const isBegun = json === undefined && /^\s*[[{]/.test(head)
  return isBegun ? { kind: 'cut', said: 'the JSON of the answer has no end' } : null
}

/** What is wrong with an answer that should hold rows; `null` for one that can be read. */
export function unreadable(answer: Received, decode: Decode): Problem | null {
  if (answer.status === 204 || isNothing(answer)) return null
  if (decode.kind === 'json') {
    if (answer.json !== undefined) {
      return decode.rows(answer.json) === null
        ? { kind: 'unreadable_answer', said: 'it holds no list of rows' }
        : null
    }
    return cutJson(answer) ?? { kind: 'unreadable_answer', said: `not JSON: ${answer.head.slice(0, 80)}` }
  }
  if (answer.json !== undefined && typeof answer.json === 'object') {
    return { kind: 'unreadable_answer', said: 'JSON came where a table was asked for' }
  }
  if (/^\s*<(!doctype|html)/i.test(answer.head)) {
    return { kind: 'unreadable_answer', said: 'a web page came where a table was asked for' }
  }
  const [header = ''] = answer.head.trimStart().split(/\r?\n/, 1)
  if (!header.includes(decode.delimiter ?? ',')) {
    return { kind: 'unreadable_answer', said: `no table: ${header.slice(0, 80)}` }
  }
  const lastLine = answer.tail.trimEnd().split(/\r?\n/).at(-1) ?? ''
  if (decode.endMark !== undefined && !decode.endMark.test(lastLine)) {
    return { kind: 'cut', said: 'the table has no end mark' }
  }
  return null
}

function isNothing({ head }: Received): boolean {
  return head.trim() === ''
}

/** Records of an answer, which pages are counted in: one may hold the rows of several days. */
export function countRecords(answer: Received, decode: Decode, rows: number): number {
  return decode.kind === 'json' && answer.json !== undefined ? (decode.rows(answer.json)?.length ?? 0) : rows
}

/** The rows of an answer. Throws `cut` where a line of a table lacks cells. */
export async function* rowsOf(
  answer: Received,
  decode: Decode,
  caller: ApiCaller,
  asked: string,
): AsyncGenerator<Cells> {
  if (isNothing(answer)) return
  if (decode.kind === 'json') {
    if (answer.json === undefined) return
    for (const record of decode.rows(answer.json) ?? []) {
      const cells = decode.cells === undefined ? cellsOf(record) : decode.cells(record)
      if (isList(cells)) yield* cells
      else yield cells
    }
    return
  }
  const parser = parse({
    delimiter: decode.delimiter ?? ',',
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
  })
  const records: AsyncIterable<string[]> = Readable.from(answer.body()).pipe(parser)
  let header: readonly string[] | null = null
  let rows = 0
  try {
    for await (const record of records) {
      const mark = decode.endMark?.exec(record.join(decode.delimiter ?? ','))
      if (mark) {
        if (mark[1] !== undefined && Number(mark[1]) !== rows) {
          throw caller.error({ kind: 'cut', said: `${rows} rows came of ${mark[1]}` }, asked)
        }
        continue
      }
      if (record.every((cell) => cell === '')) continue
      if (header === null) {
        header = record.map((cell) => cell.trim())
        continue
      }
      if (record.length < header.length) {
        throw caller.error({ kind: 'cut', said: 'a line of the table lacks cells' }, asked)
      }
      rows++
      yield Object.fromEntries(header.map((name, index) => [name, record[index] || null]))
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) {
      throw caller.error({ kind: 'cut', said: error.message.slice(0, 120) }, asked, error)
    }
    throw error
  }
}

function isList(cells: Cells | readonly Cells[]): cells is readonly Cells[] {
  return Array.isArray(cells)
}
