const MOST_LEVELS = 12
const LONG_NUMBER = /\d{16}/

type JsonObject = Readonly<Record<string, unknown>>

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Parses JSON and keeps numbers too long for a double as the text they were written in. */
export function parseJson(text: string): unknown {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text)
  return JSON.parse(text, keepLongNumbers)
}

function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value
  return context.source.length > 15 ? context.source : value
}

/** The cells of a row in column order, nested objects joined with dots, lists as JSON text; new columns are added. */
export function flattenRow(row: JsonObject, columns: Map<string, number>): string[] {
  const cells: string[] = new Array(columns.size).fill('')
  addCells(cells, columns, '', row, 0)
  return cells
}

function addCells(
  cells: string[],
  columns: Map<string, number>,
  prefix: string,
  object: JsonObject,
  level: number,
): void {
  for (const key of Object.keys(object)) {
    const value = object[key]
    const name = prefix === '' ? key : prefix + key
    if (typeof value === 'object' && value !== null && level < MOST_LEVELS && isJsonObject(value)) {
      addCells(cells, columns, `${name}.`, value, level + 1)
      continue
    }
    let at = columns.get(name)
    if (at === undefined) {
      at = columns.size
      columns.set(name, at)
    }
    cells[at] = formatCell(value)
  }
}

function formatCell(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
