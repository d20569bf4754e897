import { z } from 'zod'
import { ObjectHistory, objectHistory, presentObjects } from './decide-objects.ts'
import { defineOperation } from './operation.ts'

export const matchesHistory = defineOperation({
  name: 'matches-history',
  command: 'matches history',
  summary: 'What was decided about which networks, apps, campaigns, ads and creatives are one',
  description:
    'Lists every merge and split made by hand, and creatives that are one because their files show the same, oldest first. `matches split` takes either apart.',
  examples: ['matches history'],
  kind: 'question',
  input: z.object({}),
  output: ObjectHistory,
  run: async (project) => ({ decisions: objectHistory(project), changed: true }),
  present: presentObjects,
})
