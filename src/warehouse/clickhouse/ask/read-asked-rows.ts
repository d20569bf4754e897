import { z } from 'zod'
import { clockTime } from '../../clock-time.ts'
import type { SqlCell } from '../../warehouse.ts'

/** What SQL written by a person answered. */
export interface AskedRows {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly SqlCell[])[]
}

const Answer = z.object({
  meta: z.array(z.object({ name: z.string(), type: z.string() })),
  data: z.array(z.array(z.json())),
})

const WHOLE = /^(?:Nullable\()?U?Int(?:64|128|256)/
const INSTANT = /^(?:Nullable\()?DateTime/

/** A cell as plain text or number: whole numbers too large for one stay text, lists and maps become text. */
function readCell(cell: z.infer<ReturnType<typeof z.json>>, type: string): SqlCell {
  if (typeof cell === 'string' && WHOLE.test(type))
    return Number.isSafeInteger(Number(cell)) ? Number(cell) : cell
  if (typeof cell === 'string' && INSTANT.test(type)) return clockTime(cell)
  if (Array.isArray(cell))
    return cell.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ')
  return typeof cell === 'object' && cell !== null ? JSON.stringify(cell) : cell
}

/** An answer in the format `JSONCompact`, sent with 64-bit integers as text. */
export function readAskedRows(json: unknown): AskedRows {
  const { meta, data } = Answer.parse(json)
  return {
    columns: meta,
    rows: data.map((cells) => cells.map((cell, index) => readCell(cell, meta[index]?.type ?? ''))),
  }
}
