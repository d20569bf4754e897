import type { Note } from '#schema/note.ts'

/** Says so where a limit leaves rows out, which no total does. */
export function firstRowsNote(rows: number, limit: number | undefined): readonly Note[] {
  if (limit === undefined || rows <= limit) return []
  return [
    {
      code: 'first_rows_only',
      severity: 'info',
      message: `${limit} of ${rows} rows are shown; totals are of all.`,
    },
  ]
}
