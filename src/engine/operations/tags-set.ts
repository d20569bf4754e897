import { z } from 'zod'
import { TagsAnswer } from '#schema/answer/tags-answer.ts'
import { LOCAL } from '../access/caller.ts'
import { creativeKeys } from './decide-creatives.ts'
import { defineOperation } from './operation.ts'
import { presentTags, TagCreatives, tagPairs, tagsAnswer } from './tag-parts.ts'

export const tagsSet = defineOperation({
  name: 'tags-set',
  command: 'tags set',
  summary: 'Say of creatives what their tags are',
  description:
    'Gives creatives tags of any key. From then on your word holds for that key, whatever their files show; a key given twice has both values. `tags undo` takes it back.',
  examples: ['tags set "Hook A" --tag hook_type=challenge --tag character=king'],
  kind: 'change',
  plainArguments: 'creatives',
  input: z.object({
    creatives: TagCreatives,
    tag: z
      .union([z.array(z.string()), z.string().transform((one) => [one])])
      .meta({ description: 'KEY=VALUE, given again for more' }),
  }),
  output: TagsAnswer,
  async run(project, { creatives, tag }, { caller = LOCAL }) {
    const keys = [...new Set(await creativeKeys(project, creatives))]
    const pairs = tagPairs(tag)
    await project.tags.change(
      keys.flatMap((creative) =>
        [...pairs].map(([key, values]) => ({
          ...{ who: caller.name, kind: 'set' as const, creative, key, values: [...values], undoes: null },
        })),
      ),
    )
    return tagsAnswer(project, keys, 0)
  },
  present: presentTags,
})
