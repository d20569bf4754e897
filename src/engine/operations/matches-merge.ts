import { z } from 'zod'
import { decideObjects, MergeLevel, ObjectHistory, presentObjects } from './decide-objects.ts'
import { defineOperation } from './operation.ts'

export const matchesMerge = defineOperation({
  name: 'matches-merge',
  command: 'matches merge',
  summary: 'Count several networks, apps, campaigns, ad groups, ads or creatives as one',
  description:
    'From now on they are one, under the key of the first and the name given. Nothing is loaded again, what is loaded later is merged alike, and `matches split` takes it back.',
  examples: [
    'matches merge Autumn "Autumn US"',
    'matches merge --level app 1234567890 com.studio.harbour --name Harbour',
  ],
  kind: 'change',
  plainArguments: 'objects',
  input: z.object({
    objects: z
      .array(z.string())
      .min(2, 'name at least two')
      .meta({ description: 'what is one, by key or name' }),
    level: MergeLevel,
    name: z.string().min(1).optional().meta({ description: 'what they are called together' }),
  }),
  output: ObjectHistory,
  run: (project, { level, objects, name = null }) => decideObjects(project, level, 'merge', objects, name),
  present: presentObjects,
})
