import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'

export const ColumnReading = z.object({
  header: z.string(),
  /** Field name the column is read as, or `null` when it is left out. */
  field: z.string().nullable(),
  reason: z.string(),
  examples: z.array(z.string()),
})
export type ColumnReading = z.infer<typeof ColumnReading>

/** What keeps rows from being stored: the first of them, how many there are, and some of the others. */
export const Problem = z.object({
  row: z.number().int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: z.string(),
  /** Rows with this reason in this column. */
  count: z.number().int(),
  further: z.array(z.object({ row: z.number().int(), value: z.string().nullable() })),
})
export type Problem = z.infer<typeof Problem>

/** What one table of a file is, and what importing it does or did. */
export const ImportedFile = z.object({
  file: z.string(),
  status: z.enum(['preview', 'stored', 'unchanged', 'needs_mapping', 'needs_answer', 'refused']),
  /** What keeps it from being stored, in a sentence, with what to do. */
  refusal: z.object({ code: z.string(), message: z.string(), remedy: z.string().nullable() }).nullable(),
  source: z.string().nullable(),
  sourceLabel: z.string().nullable(),
  layout: z.string().nullable(),
  load: z.string().nullable(),
  columns: z.array(ColumnReading),
  rows: z.object({
    read: z.number().int(),
    stored: z.number().int(),
    quarantined: z.number().int(),
    totals: z.number().int(),
    blank: z.number().int(),
  }),
  dates: z.object({ from: Day.nullable(), to: Day.nullable(), order: z.string().nullable() }),
  zone: z.object({ value: z.string().nullable(), from: z.string() }),
  currency: z.object({ value: z.string().nullable(), from: z.string() }),
  scope: z
    .object({
      account: z.string().nullable(),
      app: z.string().nullable(),
      os: z.string().nullable(),
      report: z.string(),
      from: z.string(),
    })
    .nullable(),
  /** When the source said so, as an instant, and what tells; days it may still change are reckoned from there. */
  observed: z.object({ at: z.string(), from: z.string() }).nullable(),
  /** Sum of each measure over the rows that are stored. */
  totals: z.record(z.string(), z.number()),
  /** The file's own total row against ours; `null` when it carries none. */
  checksum: z
    .object({
      matches: z.boolean(),
      differences: z.array(z.object({ field: z.string(), stated: z.number(), counted: z.number() })),
    })
    .nullable(),
  replaces: z
    .object({
      rows: z.number().int(),
      loads: z.array(z.string()),
      totals: z.record(z.string(), z.number()),
    })
    .nullable(),
  /** Mapping permille would guess for a table it does not recognise, as `--map` takes it. */
  guess: z.array(z.object({ field: z.string(), header: z.string(), reason: z.string() })),
  problems: z.array(Problem),
  notes: z.array(Note),
})
export type ImportedFile = z.infer<typeof ImportedFile>

export const ImportReport = z.object({ files: z.array(ImportedFile), notes: z.array(Note) })
export type ImportReport = z.infer<typeof ImportReport>
