import { z } from 'zod'
import { decideObjects, MergeLevel, ObjectHistory, presentObjects } from './decide-objects.ts'
import { defineOperation } from './operation.ts'

export const matchesSplit = defineOperation({
  name: 'matches-split',
  command: 'matches split',
  summary: 'Take what was merged by hand apart again',
  description:
    'What was merged becomes what it was made of; one of its parts, named by the name or key it had before, leaves it alone.',
  examples: ['matches split Autumn', 'matches split --level app Harbour'],
  kind: 'change',
  plainArguments: 'objects',
  input: z.object({
    objects: z
      .array(z.string())
      .min(1, 'name what is to be taken apart')
      .meta({ description: 'what is taken apart, by key or name' }),
    level: MergeLevel,
  }),
  output: ObjectHistory,
  run: (project, { level, objects }) => decideObjects(project, level, 'split', objects, null),
  present: presentObjects,
})
