import { formatNumber, formatSerial } from './xlsx-number.ts'
import type { Sheet, Workbook } from './xlsx-workbook.ts'
import { parseXml } from './xml-events.ts'
import type { ZipArchive } from './zip-archive.ts'

const ESCAPED = /_x([0-9A-Fa-f]{4})_/g

interface Cell {
  column: number
  type: string
  style: number
  value: string
}

/** The rows of a sheet as text, top to bottom, empty rows as empty lists; each row as wide as its last cell. */
export async function* readSheetRows(
  archive: ZipArchive,
  workbook: Workbook,
  sheet: Sheet,
  options: { columns: number; signal?: AbortSignal | undefined },
): AsyncGenerator<string[][]> {
  let batch: string[][] = []
  let row: string[] = []
  let cell: Cell = { column: 0, type: 'n', style: 0, value: '' }
  let nextRow = 1
  let collects = false
  let phonetic = false
  const events = parseXml(archive.read(sheet.entry, options.signal), {
    open(name, attributes) {
      if (name === 'c') {
        const column = columnOf(attributes.r) ?? row.length
        cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '' }
      } else if (name === 'v') collects = true
      else if (name === 't') collects = !phonetic
      else if (name === 'rPh') phonetic = true
      else if (name === 'row') {
        const number = Number(attributes.r ?? nextRow)
        for (; nextRow < number && number - nextRow < 1000; nextRow++) batch.push([])
        nextRow = number + 1
        row = []
      }
    },
    text(text) {
      if (collects) cell.value += text
    },
    close(name) {
      if (name === 'v' || name === 't') collects = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'c') {
        const text = formatCell(cell, workbook)
        if (text === '' || cell.column > options.columns) return
        while (row.length < cell.column) row.push('')
        row[cell.column] = text
      } else if (name === 'row') batch.push(row)
    },
  })
  for await (const _ of events) {
    yield batch
    batch = []
  }
}

function formatCell({ type, style, value }: Cell, workbook: Workbook): string {
  switch (type) {
    case 's':
      return decodeEscapes(workbook.strings[Number(value)] ?? '')
    case 'inlineStr':
    case 'str':
      return decodeEscapes(value)
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    case 'd':
      return value.replace(/T00:00:00(?:\.0+)?Z?$/, '')
    case 'e':
      return value
    default:
      if (value === '') return ''
      return workbook.dateStyles[style] ? formatSerial(value, workbook.base1904) : formatNumber(value)
  }
}

function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null
  let column = 0
  for (const letter of reference) {
    const code = letter.charCodeAt(0)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column === 0 ? null : column - 1
}
