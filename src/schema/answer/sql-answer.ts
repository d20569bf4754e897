import { z } from 'zod'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const SqlQueryAnswer = z.object({
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  rows: z.array(z.array(Cell)),
  /** The statement as it was given. */
  sql: z.string(),
  notes: z.array(Note),
  freshness: Freshness,
})
export type SqlQueryAnswer = z.infer<typeof SqlQueryAnswer>
