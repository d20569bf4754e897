import { parentPort, workerData } from 'node:worker_threads'
import writeXlsxFile, { type Cell as SheetCell } from 'write-excel-file/node'
import type { Fact } from '../views/facts.ts'
import type { Cell, ViewTable } from '../views/view.ts'

export interface XlsxTask {
  readonly sheet: string
  readonly table: ViewTable
  readonly facts: readonly Fact[]
}

export interface XlsxReply {
  readonly bytes: Uint8Array
}

/** Most characters Excel takes in a cell. */
const LONGEST = 32_767
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
/** Excel reads it as the character of that code. */
const ESCAPED = /_x[0-9A-Fa-f]{4}_/g

/** A text is a cell of type text: a spreadsheet shows it and never runs it, whatever it begins with. */
function textCell(text: string): SheetCell {
  const value = text
    .toWellFormed()
    .replaceAll(UNWRITABLE, '\ufffd')
    .slice(0, LONGEST)
    .replaceAll(ESCAPED, '_x005F$&')
  return value === '' ? null : { type: String, value }
}

function sheetCell(cell: Cell): SheetCell {
  if (cell === null) return null
  if (typeof cell === 'string') return textCell(cell)
  return typeof cell === 'number' ? { type: Number, value: cell } : { type: Boolean, value: cell }
}

function header(text: string): SheetCell {
  return { type: String, value: text, fontWeight: 'bold' }
}

async function write({ sheet, table, facts }: XlsxTask): Promise<Uint8Array> {
  const widths = table.columns.map(({ name, type }) => ({
    width: type === 'text' ? 24 : Math.max(12, name.length + 2),
  }))
  const rows = table.rows.map((row) => row.map(sheetCell))
  return writeXlsxFile([
    {
      sheet,
      data: [table.columns.map(({ name }) => header(name)), ...rows],
      columns: widths,
      stickyRowsCount: 1,
    },
    {
      sheet: 'about',
      data: [
        [header('what'), header('value')],
        ...facts.map(({ name, value }) => [name, value].map(textCell)),
      ],
      columns: [{ width: 28 }, { width: 100 }],
    },
  ]).toBuffer()
}

parentPort?.postMessage({ bytes: await write(workerData) } satisfies XlsxReply)
