import { z } from 'zod'
import { CreativeHistory, creativeKeys, decideCreatives, presentHistory } from './decide-creatives.ts'
import { defineOperation } from './operation.ts'

export const creativesSplit = defineOperation({
  name: 'creatives-split',
  command: 'creatives split',
  summary: 'Take merged creatives apart again',
  description:
    'A merged creative becomes what it was made of; one of its parts, named by the key it had before, leaves it alone.',
  examples: ['creatives split "Hook A"'],
  kind: 'change',
  plainArguments: 'creatives',
  input: z.object({
    creatives: z
      .array(z.string())
      .min(1, 'name a creative')
      .meta({ description: 'creatives by key or name' }),
  }),
  output: CreativeHistory,
  run: async (project, { creatives }) =>
    decideCreatives(project, {
      kind: 'split',
      creatives: await creativeKeys(project, creatives),
      name: null,
    }),
  present: presentHistory,
})
