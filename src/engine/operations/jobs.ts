import { z } from 'zod'
import { JobsAnswer } from '#schema/answer/job.ts'
import { defineOperation } from './operation.ts'
import { presentJobs } from './present-jobs.ts'

export const jobs = defineOperation({
  name: 'jobs',
  summary: 'Long work: what runs, how far it is, and how it ended',
  description:
    'Lists imports, syncs and replays, the newest first, with rows, rows a second and the time left. A sync that ended with its process is taken up again by the next `permille serve`; other work is marked interrupted.',
  examples: ['jobs', 'jobs --limit 5'],
  kind: 'question',
  isMomentary: true,
  input: z.object({
    limit: z.coerce.number().int().positive().max(500).default(20).meta({ description: 'most jobs to list' }),
  }),
  output: JobsAnswer,
  run: async (project, { limit }) => ({ jobs: [...project.jobs.list(limit)] }),
  present: presentJobs,
})
