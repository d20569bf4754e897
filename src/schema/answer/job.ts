import { z } from 'zod'

/** Long work as it goes on, and how it ended. */
export const Job = z.object({
  id: z.string(),
  /** The operation it runs. */
  operation: z.string(),
  /** What it does, as a person would say it. */
  title: z.string(),
  who: z.string(),
  state: z
    .enum(['running', 'done', 'failed', 'cancelled', 'interrupted'])
    .meta({ description: 'interrupted: its process ended before it did' }),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  fraction: z.number().meta({ description: 'share that is done, 0 to 1' }),
  rows: z.number(),
  rowsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** The job that was cut off and that this one does again. */
  resumes: z.string().nullable(),
  isCancelling: z.boolean(),
  problem: z
    .object({ code: z.string(), message: z.string(), remedy: z.string().nullable() })
    .nullable()
    .meta({ description: 'what ended it before its end' }),
})
export type Job = z.infer<typeof Job>

export const JobsAnswer = z.object({ jobs: z.array(Job) })
export type JobsAnswer = z.infer<typeof JobsAnswer>
