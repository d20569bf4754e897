import { z } from 'zod'
import { Day } from '../day.ts'

/** How new the data behind an answer is. */
export const Freshness = z.object({
  /** Changes with every load; the key answers may be cached by. */
  dataVersion: z.string(),
  newestDay: Day.nullable(),
  newestCompleteDay: Day.nullable(),
  lastLoadAt: z.iso.datetime().nullable(),
  /** True when the answer is about the built-in sample, never about the project's own rows. */
  sample: z.boolean(),
  sampleLabel: z.string().nullable(),
})
export type Freshness = z.infer<typeof Freshness>
