import { once } from 'node:events'
import { createWriteStream } from 'node:fs'

type Cell = string | number | Readonly<Record<string, string>> | null

function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const LINES_AT_ONCE = 2000

/** Writes rows as a CSV file with these columns; returns how many there were. */
export async function writeRows<Row>(
  path: string,
  columns: readonly (keyof Row & string)[],
  rows: Iterable<Row>,
  read: (row: Row, column: keyof Row & string) => Cell | undefined,
): Promise<number> {
  const file = createWriteStream(path)
  file.write(`${columns.join(',')}\n`)
  let lines: string[] = []
  let count = 0
  const flush = async () => {
    if (lines.length > 0 && !file.write(`${lines.join('\n')}\n`)) await once(file, 'drain')
    lines = []
  }
  for (const row of rows) {
    lines.push(columns.map((column) => cellText(read(row, column))).join(','))
    count += 1
    if (lines.length >= LINES_AT_ONCE) await flush()
  }
  await flush()
  file.end()
  await once(file, 'finish')
  return count
}
