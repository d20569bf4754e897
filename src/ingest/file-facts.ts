import type { DecodedTable } from './decode/decoded-table.ts'
import { readDay } from './values/date-format.ts'
import { decideDateFormat } from './values/decide-date-format.ts'

/** What a file says outside its columns: in the lines above the header and in its name. */
export interface FileFacts {
  readonly app: string | null
  readonly os: string | null
  readonly zone: string | null
  readonly currency: string | null
  readonly period: { readonly from: string; readonly to: string } | null
}

/** The facts of a table whose name and first lines are ours. */
export const NO_FACTS: FileFacts = { app: null, os: null, zone: null, currency: null, period: null }

const OS_IN_NAME = /(?:^|[^a-z])(ios|android)(?:[^a-z]|$)/i
const APP_IN_NAME =
  /(?:^|[^a-z0-9])(id\d{6,12}|(?:com|net|org|io|co|games|app)(?:\.[a-z][a-z0-9_]+){1,4})(?=[^a-z0-9_]|$)/i
const RANGE = /^\s*(.+?\d)\s*(?:-|–|—|to|bis|au|a|até)\s+(\S.*\d)\s*$/i
const EXTENSIONS = /\.(csv|tsv|txt|json|ndjson|jsonl|parquet|xlsx|gz|zip)\b/gi

function labelled(cells: readonly string[], label: RegExp): string | null {
  for (const [index, cell] of cells.entries()) {
    const inline = new RegExp(`^\\s*(?:${label.source})\\s*[:=]\\s*(\\S.*)$`, 'i').exec(cell)
    if (inline?.[1]) return inline[1].trim()
    const next = cells[index + 1]
    if (new RegExp(`^\\s*(?:${label.source})\\s*:?\\s*$`, 'i').test(cell) && next) return next.trim()
  }
  return null
}

function dayOf(text: string): string | null {
  const decision = decideDateFormat([text], 'mdy')
  if (decision.kind !== 'formats') return null
  for (const format of decision.formats) {
    const day = readDay(text, format)
    if (day !== null) return day
  }
  return null
}

function rangeOf(text: string): FileFacts['period'] {
  const match = RANGE.exec(text)
  const from = match?.[1] === undefined ? null : dayOf(match[1])
  const to = match?.[2] === undefined ? null : dayOf(match[2])
  return from !== null && to !== null && from <= to ? { from, to } : null
}

function firstOf<T>(
  rows: readonly (readonly string[])[],
  find: (cells: readonly string[]) => T | null,
): T | null {
  for (const row of rows) {
    const found = find(row)
    if (found !== null) return found
  }
  return null
}

/** Reads the facts of a file from its preamble and its name. */
export function readFileFacts(table: DecodedTable): FileFacts {
  const { preamble } = table
  const name = table.name.replaceAll(EXTENSIONS, '')
  const starts = firstOf(preamble, (cells) => labelled(cells, /start date|from|date from/))
  const ends = firstOf(preamble, (cells) => labelled(cells, /end date|to|date to/))
  const from = starts === null ? null : dayOf(starts)
  const to = ends === null ? null : dayOf(ends)
  const zone = firstOf(preamble, (cells) => labelled(cells, /time ?zone/))
  const currency = firstOf(preamble, (cells) => labelled(cells, /currency/))
  return {
    app: APP_IN_NAME.exec(name)?.[1] ?? null,
    os: OS_IN_NAME.exec(name)?.[1]?.toLowerCase() ?? null,
    zone,
    currency: currency !== null && /^[A-Z]{3}$/.test(currency) ? currency : null,
    period:
      from !== null && to !== null
        ? { from, to }
        : firstOf(preamble, (cells) =>
            firstOf(
              cells.map((cell) => [cell]),
              ([cell = '']) => rangeOf(cell),
            ),
          ),
  }
}
