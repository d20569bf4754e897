import { z } from 'zod'
import { SyncsAnswer } from '#schema/answer/sync-answer.ts'
import { defineOperation } from './operation.ts'
import { presentSyncs } from './present-sync.ts'

export const syncs = defineOperation({
  name: 'syncs',
  summary: 'The log of syncs: requests, rows, bytes, retries',
  description: 'Lists the syncs that were begun, the newest first, with what each cost and how it ended.',
  examples: ['syncs', 'syncs --connection unity-ads --limit 5'],
  kind: 'question',
  isMomentary: true,
  input: z.object({
    connection: z.string().optional().meta({ description: 'only syncs of this connection' }),
    limit: z.coerce
      .number()
      .int()
      .positive()
      .max(1000)
      .default(20)
      .meta({ description: 'most syncs to list' }),
  }),
  output: SyncsAnswer,
  run: async (project, { connection, limit }) => ({
    syncs: project.connections.runs(limit, connection).map(({ run, ...rest }) => ({ sync: run, ...rest })),
  }),
  present: presentSyncs,
})
