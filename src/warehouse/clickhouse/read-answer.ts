import { z } from 'zod'
import type { SqlAnswer, SqlCell } from '../warehouse.ts'

function isCell(cell: unknown): cell is SqlCell {
  if (cell === null || typeof cell !== 'object') return cell !== undefined
  return Array.isArray(cell) && cell.every((part) => typeof part === 'number')
}

/** Checked by the row: a schema of every cell took longer than the query. */
const Row = z.custom<readonly SqlCell[]>((row) => Array.isArray(row) && row.every(isCell))

const Answer = z.object({
  meta: z.array(z.object({ name: z.string(), type: z.string() })),
  data: z.array(Row),
})

const INSTANT = /^(?:Nullable\()?DateTime/

function readInstant(cell: SqlCell): SqlCell {
  return typeof cell === 'string' ? `${cell.replace(' ', 'T')}Z` : cell
}

/** An answer in the format `JSONCompact` as plain rows: instants in ISO 8601, everything else as it came. */
export function readAnswer(json: unknown): SqlAnswer {
  const { meta, data } = Answer.parse(json)
  const columns = meta.map(({ name }) => name)
  const instants = meta.map(({ type }) => INSTANT.test(type))
  const rows = data.map((cells) => {
    const row: Record<string, SqlCell> = {}
    for (const [index, column] of columns.entries()) {
      const cell = cells[index] ?? null
      row[column] = instants[index] ? readInstant(cell) : cell
    }
    return row
  })
  return { columns, rows }
}
