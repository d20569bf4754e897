import { isObject, type Json, type JsonObject } from './json.ts'

/** A row as it lands: header → text, `null` for an absent cell. */
export type Cells = Readonly<Record<string, string | null>>

function cellOf(value: Json): string | null {
  if (value === null) return null
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  return JSON.stringify(value)
}

/** An object as a row: members of inner objects under `outer.inner`, lists of plain values joined by commas. */
export function cellsOf(object: JsonObject, prefix = ''): Cells {
  const cells: Record<string, string | null> = {}
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue
    if (isObject(value)) Object.assign(cells, cellsOf(value, `${prefix}${name}.`))
    else if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
      cells[`${prefix}${name}`] = value.join(',')
    else cells[`${prefix}${name}`] = cellOf(value)
  }
  return cells
}

/** A list of `{ name, value }` as columns, the form Meta gives actions in: `actions.mobile_app_install`. */
export function keyedCells(list: readonly JsonObject[], prefix: string, key: string, value: string): Cells {
  return Object.fromEntries(
    list.flatMap((entry) => {
      const name = entry[key]
      const amount = entry[value]
      return typeof name === 'string' && amount !== undefined ? [[`${prefix}${name}`, cellOf(amount)]] : []
    }),
  )
}

/** Columns of equally long lists as rows, the form X gives its series in; `null` lists are absent cells. */
export function rowsOfColumns(
  columns: Readonly<Record<string, Json | undefined>>,
  length: number,
): readonly Cells[] {
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, list]) => {
        const cell = Array.isArray(list) ? list[row] : null
        return [name, cell === undefined ? null : cellOf(cell)]
      }),
    ),
  )
}
