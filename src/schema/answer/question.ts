import { z } from 'zod'
import { Day } from '../day.ts'

/** The exact question an answer is about, with every default resolved. */
export const ResolvedQuestion = z.object({
  from: Day.nullable(),
  to: Day.nullable(),
  /** Whether rows that carry no day were counted. */
  includesDateless: z.boolean(),
  timezone: z.string(),
  /** Which basis answered each measure, e.g. `{ impressions: ['network'], 'event.install': ['mmp'] }`. */
  basis: z.record(z.string(), z.array(z.string())),
  filters: z.array(z.string()),
})
export type ResolvedQuestion = z.infer<typeof ResolvedQuestion>
