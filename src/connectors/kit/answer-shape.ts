import type { Json } from './json.ts'

const MOST_MEMBERS = 60

/** Kinds of values only: what an answer looks like, without anything it says. */
export type Shape = string | readonly Shape[] | { readonly [name: string]: Shape }

function kindOfText(text: string): string {
  if (/^-?\d+$/.test(text)) return 'whole number'
  if (/^-?\d*\.\d+(e-?\d+)?$/i.test(text)) return 'decimal'
  if (/^\d{4}-\d\d-\d\d([T ].*)?$/.test(text)) return text.length > 10 ? 'time' : 'day'
  return text === '' ? 'empty text' : 'text'
}

/** The shape of JSON; of a list, that of its first entry. */
export function shapeOfJson(value: Json | undefined, depth = 0): Shape {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'boolean') return 'flag'
  if (typeof value === 'string') return kindOfText(value)
  if (depth > 6) return '…'
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOfJson(value[0], depth + 1)]
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MOST_MEMBERS)
      .map(([name, member]) => [name, shapeOfJson(member, depth + 1)]),
  )
}

/** The shape of a table's text: its first line, and the kinds of values in the second. Of other text, that it is some. */
export function shapeOfTable(head: string, isTable: boolean): Shape {
  if (!isTable || !/[,\t]/.test(head)) return head.trim() === '' ? 'nothing' : 'text'
  const [header = '', first = ''] = head.split(/\r?\n/)
  const mark = header.includes('\t') ? '\t' : ','
  const kinds = first.split(mark).map((cell) => kindOfText(cell.replaceAll('"', '')))
  return { columns: header.slice(0, 2000), firstRow: kinds.join(mark === '\t' ? ' | ' : ', ') }
}
