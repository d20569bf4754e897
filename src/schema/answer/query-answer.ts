import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const QueryAnswer = z.object({
  question: ResolvedQuestion.extend({
    metrics: z.array(z.string()),
    by: z.array(z.string()),
    /** Length of the periods rows are told apart by, `total` where they are not. */
    grain: z.enum(['day', 'week', 'month', 'total']),
    weekStart: z.string(),
    maturity: z.enum(['include', 'mark', 'mature', 'exclude', 'completed']),
    having: z.array(z.string()),
    /** Earlier days beside these; columns carry the name. */
    comparedWith: z.array(z.object({ name: z.string(), from: Day, to: Day })),
  }),
  columns: z.array(z.object({ name: z.string(), label: z.string(), unit: z.string(), type: z.string() })),
  rows: z.array(z.record(z.string(), Cell)),
  totals: z.record(z.string(), z.number().nullable()),
  notComputed: NotComputed,
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness,
})
export type QueryAnswer = z.infer<typeof QueryAnswer>
