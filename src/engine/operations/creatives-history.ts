import { z } from 'zod'
import { CreativeHistory, presentHistory } from './decide-creatives.ts'
import { defineOperation } from './operation.ts'

export const creativesHistory = defineOperation({
  name: 'creatives-history',
  command: 'creatives history',
  summary: 'What was decided about which creatives are one',
  description:
    'Lists which creatives are one because their files show the same, with what says so, then every merge and split made by hand, oldest first. `creatives split` takes either apart.',
  examples: ['creatives history'],
  kind: 'question',
  input: z.object({}),
  output: CreativeHistory,
  run: async (project) => ({
    decisions: project.creativeDecisions.map((one) => ({ ...one, creatives: [...one.creatives] })),
  }),
  present: presentHistory,
})
