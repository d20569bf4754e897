import { z } from 'zod'
import { CreativeHistory, creativeKeys, decideCreatives, presentHistory } from './decide-creatives.ts'
import { defineOperation } from './operation.ts'

export const creativesMerge = defineOperation({
  name: 'creatives-merge',
  command: 'creatives merge',
  summary: 'Count several creatives as one',
  description:
    'From now on the named creatives are one, under the key of the first and the name given. Nothing is loaded again, and `creatives split` takes it back.',
  examples: ['creatives merge "Hook A" "Hook A (9:16)" --name "Hook A"'],
  kind: 'change',
  plainArguments: 'creatives',
  input: z.object({
    creatives: z
      .array(z.string())
      .min(2, 'name at least two creatives')
      .meta({ description: 'creatives by key or name' }),
    name: z.string().min(1).optional().meta({ description: 'what they are called together' }),
  }),
  output: CreativeHistory,
  async run(project, { creatives, name = null }) {
    const keys = [...new Set(await creativeKeys(project, creatives))]
    return decideCreatives(project, { kind: 'merge', creatives: keys, name })
  },
  present: presentHistory,
})
