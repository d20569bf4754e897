import { stat } from 'node:fs/promises'
import type { Note } from '#schema/note.ts'
import { countCells, fitRecord, isBlankRecord, isValueCell } from './cells.ts'
import type { DecodedTable, DecodeLimits, DecodeOptions } from './decoded-table.ts'
import { chooseDelimiter, type Delimiter, readSeparatorLine } from './delimiter.ts'
import { nameColumns } from './header-names.ts'
import { commonWidth, findHeader, HEADER_LINES } from './header-row.ts'
import { HEAD_ROWS, SCANNED_BYTES } from './limits.ts'
import { findMessage } from './message-text.ts'
import { readBytes } from './read-bytes.ts'
import type { RecordSource } from './read-records.ts'
import { readTail } from './read-tail.ts'
import { RecordTooLongError, sampleRecords } from './record-reader.ts'
import { refuse } from './refuse.ts'
import { rewriteRecords } from './rewrite-records.ts'
import { describeRows } from './row-problems.ts'
import { isRepeatedHeader, type RecordScan, scanRecords } from './scan-records.ts'

const HEAD_BYTES = 8 << 20

/** A UTF-8 text file and what is already known about it. */
export interface TextSource {
  readonly path: string
  readonly name: string
  readonly encoding: string
  /** Size of the file it came from. */
  readonly bytes: number
  readonly problems: readonly Note[]
  /** Set where permille wrote the text itself, from a workbook or JSON. */
  readonly written?: {
    readonly headerFirst: boolean
    readonly ragged: boolean
    readonly footer?: readonly string[][]
  }
}

/** The one table of a UTF-8 text file; converts the file only where a strict reader would read it wrongly. */
export async function decodeText(
  source: TextSource,
  options: DecodeOptions & { limits: DecodeLimits },
): Promise<DecodedTable> {
  try {
    return await decode(source, options)
  } catch (error) {
    if (!(error instanceof RecordTooLongError)) throw error
    throw refuse(
      source.name,
      `has a line longer than ${Math.round(options.limits.recordBytes / 2 ** 20)} MB, so it is no table`,
      'check that the export is complete and has line breaks',
    )
  }
}

async function decode(
  source: TextSource,
  options: DecodeOptions & { limits: DecodeLimits },
): Promise<DecodedTable> {
  const { size } = await stat(source.path)
  const { text, complete } = await readHead(source.path, size)
  const { delimiter, separatorLine } = findDelimiter(source, text, complete, options)
  const count = HEAD_ROWS + HEADER_LINES
  const sample = sampleRecords(text, { delimiter, complete, count })
  const { index, cells } = locateHeader(source, sample.records, separatorLine, options)
  const width = Math.max(countCells(cells), commonWidth(sample.records.slice(index + 1)))
  const data = sampleRecords(text, { delimiter, complete, count, width })
    .records.slice(index + 1)
    .filter((record) => !isBlankRecord(record))
  refuseOddWidth(source.name, width, options.limits)
  const records: RecordSource = {
    path: source.path,
    delimiter,
    maxLength: options.limits.recordBytes,
    width,
    signal: options.signal,
  }
  const header = { index, cells, width }
  const looked = await lookAtRows(
    records,
    header,
    size,
    options.rewrite === true || source.written?.ragged === true,
  )
  const { scan } = looked
  if (scan !== null && scan.rows <= 2 && width <= 4 && !data.flat().some(isValueCell))
    refuseMessage(source.name, text)
  const preamble = sample.records
    .slice(separatorLine ? 1 : 0, index)
    .filter((record) => !isBlankRecord(record))
  const multilineStart = sample.multiline.slice(0, index + 1).some(Boolean)
  const rewrites = scan !== null && (!scan.strict || multilineStart || options.rewrite === true)
  const finalWidth = rewrites ? Math.max(countCells(cells), scan.width) : width
  refuseOddWidth(source.name, finalWidth, options.limits)
  const { headers, problems } = nameColumns(cells, finalWidth)
  const path = rewrites
    ? await rewriteRecords(records, { scratch: options.scratch, header, headers, scan })
    : source.path
  const headEnd = scan && scan.rows < HEAD_ROWS ? scan.rows : HEAD_ROWS
  return {
    name: source.name,
    path,
    format: {
      kind: 'csv',
      delimiter: rewrites ? ',' : delimiter,
      quote: '"',
      escape: '"',
      newline: rewrites ? '\n' : readNewline(text),
      skipLines: rewrites ? 0 : index,
      skipLinesWithHeader: rewrites ? 1 : index + 1,
      headers,
    },
    encoding: source.encoding,
    preamble,
    footer: [...looked.footer, ...(source.written?.footer ?? [])],
    head: data
      .filter((record) => !isRepeatedHeader(record, cells))
      .slice(0, headEnd)
      .map((record) => fitRecord(record, finalWidth)),
    tail: looked.tail.map((record) => fitRecord(record, finalWidth)),
    firstRow: index + 2,
    rows: scan?.rows ?? null,
    bytes: source.bytes,
    problems: [...source.problems, ...problems, ...describeRows(scan, finalWidth)],
  }
}

async function readHead(path: string, size: number): Promise<{ text: string; complete: boolean }> {
  const bytes = await readBytes(path, 0, HEAD_BYTES)
  const complete = bytes.length >= size
  return { text: new TextDecoder('utf-8').decode(bytes, { stream: !complete }), complete }
}

function findDelimiter(
  source: TextSource,
  text: string,
  complete: boolean,
  options: DecodeOptions,
): { delimiter: Delimiter; separatorLine: boolean } {
  if (source.written) return { delimiter: ',', separatorLine: false }
  if (text.trim() === '') {
    throw refuse(
      source.name,
      text === '' ? 'is empty' : 'holds nothing but blank lines',
      'export the report again and check that it has rows',
    )
  }
  const named = readSeparatorLine(text)
  if (named) return { delimiter: named, separatorLine: true }
  const delimiter = chooseDelimiter(text, { complete, knownHeader: options.knownHeader })
  if (delimiter) return { delimiter, separatorLine: false }
  refuseMessage(source.name, text)
  throw refuse(
    source.name,
    'has only one column: no comma, semicolon, tab or pipe separates its cells',
    'export the report as CSV with at least a name and a number per row',
  )
}

function locateHeader(
  source: TextSource,
  records: readonly string[][],
  separatorLine: boolean,
  options: DecodeOptions,
): { index: number; cells: string[] } {
  const from = separatorLine ? 1 : 0
  const candidates = records.slice(from)
  const found = source.written?.headerFirst
    ? 0
    : findHeader(candidates, { width: commonWidth(candidates), knownHeader: options.knownHeader })
  const cells = found === null ? undefined : candidates[found]
  if (found === null || cells === undefined) {
    if (records.every((record) => countCells(record) <= 1)) {
      throw refuse(
        source.name,
        'has only one column',
        'export a table with at least a name and a number per row',
      )
    }
    throw refuse(
      source.name,
      `has no header: none of its first ${HEADER_LINES} lines names the columns`,
      'add a first line with the column names, or export the report with headers',
    )
  }
  return { index: found + from, cells: cells.slice(0, countCells(cells)) }
}

async function lookAtRows(
  records: RecordSource,
  header: { index: number; cells: readonly string[]; width: number },
  size: number,
  wholly: boolean,
): Promise<{ scan: RecordScan | null; tail: readonly string[][]; footer: readonly string[][] }> {
  if (!wholly && size > SCANNED_BYTES) {
    const end = await readTail(records.path, { delimiter: records.delimiter, width: header.width })
    if (end.footer.length === 0) return { scan: null, ...end }
  }
  const scan = await scanRecords(records, header)
  return { scan, tail: scan.tail, footer: scan.footer }
}

function refuseMessage(name: string, text: string): void {
  const message = findMessage(text)
  if (message === null) return
  throw refuse(
    name,
    `is a message, not a report: “${message}”`,
    'download the report again once that is settled',
  )
}

function refuseOddWidth(name: string, width: number, limits: DecodeLimits): void {
  if (width > limits.columns) {
    throw refuse(
      name,
      `has ${width} columns; at most ${limits.columns} are read`,
      'export fewer columns, or check that the file has line breaks',
    )
  }
}

function readNewline(text: string): '\n' | '\r\n' | '\r' {
  const found = /\r\n|\n|\r/.exec(text)?.[0]
  return found === '\r\n' || found === '\r' ? found : '\n'
}
