import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'

const LISTED_ROWS = 5

/** Says which rows of a table were left out because they name nothing. */
export function unnamedRowsNote(rows: readonly number[], what: string): readonly Note[] {
  if (rows.length === 0) return []
  const list = rows.slice(0, LISTED_ROWS).join(', ')
  return [
    {
      code: 'rows_without_name',
      severity: 'warning',
      message: `Rows that name no ${what} are left out: ${writeCount(rows.length)} (row ${list}${rows.length > LISTED_ROWS ? ' …' : ''}).`,
    },
  ]
}
