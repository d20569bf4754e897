import { z } from 'zod'
import { Job } from '#schema/answer/job.ts'
import { LOCAL } from '../access/caller.ts'
import { oneOf } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentJobs } from './present-jobs.ts'

export const jobsCancel = defineOperation({
  name: 'jobs-cancel',
  command: 'jobs cancel',
  summary: 'Stop long work',
  description:
    'Tells a job to stop. It ends as soon as nothing half done is left: an import stores nothing, a sync keeps the days it has stored.',
  examples: ['jobs cancel 2f1c0a6e-6f0b-4f0e-9d43-0c7e5d0f6a11'],
  kind: 'change',
  plainArguments: 'id',
  input: z.object({ id: oneOf(z.string()).meta({ description: 'id of the job, see `permille jobs`' }) }),
  output: Job,
  run: async (project, { id }, { caller = LOCAL }) => project.jobs.cancel(id, caller.name),
  present: (job) => presentJobs({ jobs: [job] }),
})
