import { dayColumn } from './day-column.ts'
import type { DecodedTable } from './decode/decoded-table.ts'
import type { FileFacts } from './file-facts.ts'
import type { TableFormats } from './table-formats.ts'
import type { TableMeaning } from './table-meaning.ts'
import { readDay } from './values/date-format.ts'
import { decideDateFormat } from './values/decide-date-format.ts'

/** When a source said what a file holds, as an instant, and what says so. */
export interface ObservedTime {
  readonly at: string
  readonly from: string
}

const MADE = 'generated|exported|created|downloaded|run'
const LABEL = new RegExp(
  `^\\s*(?:(?:(?:report|file|data|export)\\s+)?(?:${MADE})(?:\\s+(?:on|at|date|time))?|(?:date|time)\\s+(?:${MADE})|report\\s+date|export\\s+(?:date|time)|data\\s+as\\s+of|erstellt\\s+am|généré\\s+le|generado\\s+el|gerado\\s+em)\\s*[:=]?\\s*(.*)$`,
  'iu',
)
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/
const CLOCK = /\b(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap]m)?/i
const DAY_MS = 86_400_000

function clockOf(text: string): string {
  const [, hours = '0', minutes = '00', seconds = '00', half] = CLOCK.exec(text) ?? []
  const shift = half === undefined ? 0 : half.toLowerCase() === 'pm' ? 12 : 0
  const hour = (half === undefined ? Number(hours) : Number(hours) % 12) + shift
  return hour < 24 && Number(minutes) < 60 && Number(seconds) < 60
    ? `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`
    : '00:00:00'
}

/** The instant a text says, a clock without a zone read as UTC; `null` for one that may mean two days. */
function instantOf(text: string, order: 'dmy' | 'mdy' | undefined): string | null {
  const value = text.trim()
  if (INSTANT.test(value)) return new Date(value).toISOString()
  const decision = decideDateFormat([value], order)
  if (decision.kind !== 'formats') return null
  const day = decision.formats.map((format) => readDay(value, format)).find((read) => read !== null)
  return day === undefined ? null : `${day}T${clockOf(value)}Z`
}

function statedIn(lines: readonly (readonly string[])[], order: 'dmy' | 'mdy' | undefined): string | null {
  for (const cells of lines) {
    for (const [index, cell] of cells.entries()) {
      const said = LABEL.exec(cell)?.[1]
      if (said === undefined) continue
      // A date with a comma in it stands in two cells.
      const texts = [said, [said, ...cells.slice(index + 1)].join(' ')]
      const at = texts.map((text) => instantOf(text, order)).find((read) => read !== null) ?? null
      if (at !== null) return at
    }
  }
  return null
}

function newestSampled(
  { head, tail }: DecodedTable,
  meaning: TableMeaning & { kind: 'known' },
  { days }: TableFormats,
): string | null {
  const column = dayColumn(meaning)
  const decision = column === undefined ? undefined : days.get(column.header)
  if (column === undefined || decision?.kind !== 'formats') return null
  const read = [...head, ...tail].flatMap((row) =>
    decision.formats.flatMap((format) => readDay(row[column.index] ?? '', format) ?? []),
  )
  return read.toSorted().at(-1) ?? null
}

/**
 * When the source said what a table holds: as its lines above or below state it, as its workbook was saved, else now.
 * What lies before its newest day or after now is no such time.
 */
export function observedTime(
  table: DecodedTable,
  meaning: TableMeaning & { kind: 'known' },
  formats: TableFormats,
  { period }: Pick<FileFacts, 'period'>,
  order: 'dmy' | 'mdy' | undefined,
): ObservedTime {
  const now = Date.now()
  const newest = newestSampled(table, meaning, formats) ?? period?.to ?? null
  const claims: readonly ObservedTime[] = [
    { at: statedIn(table.preamble, order), from: 'lines above the header' },
    { at: statedIn(table.footer, order), from: 'lines below the table' },
    { at: table.savedAt ?? null, from: 'when the workbook was saved' },
  ].flatMap(({ at, from }) => (at === null ? [] : [{ at, from }]))
  const credible = claims.find(
    ({ at }) => Date.parse(at) <= now + DAY_MS && (newest === null || at.slice(0, 10) >= newest),
  )
  return credible ?? { at: new Date(now).toISOString(), from: 'imported now' }
}
