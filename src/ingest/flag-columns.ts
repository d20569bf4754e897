import type { DecodedTable } from './decode/decoded-table.ts'
import type { TableMeaning } from './table-meaning.ts'

const FLAG = /^\s*(?:true|false)\s*$/i
const RECOGNISED = 'recognised'

function holdsFlags(table: DecodedTable, index: number): boolean {
  const cells = [...table.head, ...table.tail]
    .map((row) => row[index] ?? '')
    .filter((cell) => cell.trim() !== '')
  return cells.length > 0 && cells.every((cell) => FLAG.test(cell))
}

/** Why a recognised column of counts is left out. */
export const HOLDS_FLAGS = 'holds true or false, which is no count'

/**
 * The meaning of a table without recognised number columns that hold true or false in every sampled row: a
 * loader's flag under a count's name. What somebody mapped stays, and what a layout cannot do without.
 */
export function leaveOutFlags(table: DecodedTable, meaning: TableMeaning): TableMeaning {
  if (meaning.kind !== 'known') return meaning
  const required = new Set(meaning.layout?.signature.required)
  const flags = meaning.columns.filter(
    ({ index, target, reason }) =>
      reason === RECOGNISED &&
      (target.kind === 'event' || (target.kind === 'delivery' && !required.has(target.measure))) &&
      holdsFlags(table, index),
  )
  if (flags.length === 0) return meaning
  return {
    ...meaning,
    columns: meaning.columns.filter((column) => !flags.includes(column)),
    ignored: new Map([...meaning.ignored, ...flags.map(({ header }) => [header, HOLDS_FLAGS] as const)]),
  }
}
