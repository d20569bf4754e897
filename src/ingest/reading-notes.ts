import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import type { LoadOutcome } from '#warehouse/load-plan.ts'
import { HOLDS_FLAGS } from './flag-columns.ts'
import type { KnownTable } from './known-table.ts'
import { isDamagedId } from './values/absent.ts'

/** Warns of id columns a spreadsheet has damaged; their rows are matched by name. */
export function damagedIdNotes({ table, meaning }: KnownTable): readonly Note[] {
  return meaning.columns.flatMap(({ target, index, header }): Note[] => {
    if (target.kind !== 'dimension' || !target.dimension.endsWith('_id')) return []
    const damaged = [...table.head, ...table.tail].find((row) => isDamagedId(row[index] ?? ''))
    if (damaged === undefined) return []
    return [
      {
        code: 'damaged_ids',
        severity: 'warning',
        message: `Ids in ${header} were damaged by a spreadsheet (${damaged[index]}); they are not used, rows are matched by name.`,
      },
    ]
  })
}

/** What a reader of the preview should know about the numbers. */
export function readingNotes(
  { table, meaning, formats, totalNames }: KnownTable,
  { totals, rows, touches }: LoadOutcome,
): readonly Note[] {
  const notes: Note[] = []
  const { impressions, clicks } = totals
  if (impressions !== undefined && clicks !== undefined && clicks > impressions) {
    notes.push({
      code: 'clicks_above_impressions',
      severity: 'warning',
      message: `There are more clicks (${writeCount(clicks)}) than impressions (${writeCount(impressions)}).`,
    })
  }
  const unknown = [...meaning.ignored]
    .filter(([, reason]) => reason === 'not known to this layout')
    .map(([header]) => header)
  if (unknown.length > 0) {
    notes.push({
      code: 'unknown_columns',
      severity: 'info',
      message: `Not stored, because this layout does not know them: ${unknown.join(', ')}.`,
    })
  }
  const flags = [...meaning.ignored].filter(([, reason]) => reason === HOLDS_FLAGS).map(([header]) => header)
  if (flags.length > 0) {
    notes.push({
      code: 'flag_columns',
      severity: 'warning',
      message: `Not stored, because true or false is no count: ${flags.join(', ')}.`,
    })
  }
  if (formats.numbers.decimal === ',') {
    notes.push({ code: 'decimal_comma', severity: 'info', message: 'Numbers are read with a decimal comma.' })
  }
  for (const [field, amount] of Object.entries(totals)) {
    const [, event] = /^rejected\.(.+)$/.exec(field) ?? []
    if (event === undefined) continue
    notes.push({
      code: 'rejected_outcomes',
      severity: 'info',
      message: `${writeCount(amount)} ${event} events of this file were rejected by its source; they are kept apart and counted nowhere.`,
    })
  }
  if (touches.rows > 0) {
    const untimed = touches.untimed === 0 ? '' : `; ${touches.untimed} of them say no time of their touch`
    notes.push({
      code: 'touch_rows',
      severity: 'info',
      message: `${touches.rows} attributed rows are also kept one by one, devices as keyed hashes${untimed}.`,
    })
  }
  if (rows.totals > 0) {
    notes.push({
      code: 'total_rows',
      severity: 'info',
      message: `${writeCount(rows.totals)} total ${rows.totals === 1 ? 'row is' : 'rows are'} used as a checksum and not summed.`,
    })
  }
  if (totalNames.length > 0) {
    notes.push({
      code: 'total_names',
      severity: 'info',
      message: `Rows called “Total” or the like in ${totalNames.join(', ')} are stored like all others: they do not sum them.`,
    })
  }
  if (table.footer.length > 0) {
    notes.push({
      code: 'footer',
      severity: 'info',
      message: `${writeCount(table.footer.length)} lines below the table are left out.`,
    })
  }
  return notes
}
