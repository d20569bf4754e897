import { z } from 'zod'
import { TagsAnswer } from '#schema/answer/tags-answer.ts'
import { LOCAL } from '../access/caller.ts'
import { TagKey } from '../creative-tags/tagging-settings.ts'
import { creativeKeys } from './decide-creatives.ts'
import { defineOperation } from './operation.ts'
import { presentTags, TagCreatives, tagsAnswer } from './tag-parts.ts'

export const tagsRemove = defineOperation({
  name: 'tags-remove',
  command: 'tags remove',
  summary: 'Take tags away from creatives',
  description:
    'The creatives have no such tag any more, whatever their files show. `tags undo` takes that back.',
  examples: ['tags remove "Hook A" --key character'],
  kind: 'change',
  plainArguments: 'creatives',
  input: z.object({
    creatives: TagCreatives,
    key: z
      .union([z.array(TagKey), TagKey.transform((one) => [one])])
      .meta({ description: 'tag to take away, given again for more' }),
  }),
  output: TagsAnswer,
  async run(project, { creatives, key }, { caller = LOCAL }) {
    const keys = [...new Set(await creativeKeys(project, creatives))]
    await project.tags.change(
      keys.flatMap((creative) =>
        [...new Set(key)].map((tag) => ({
          ...{ who: caller.name, kind: 'remove' as const, creative, key: tag, values: null, undoes: null },
        })),
      ),
    )
    return tagsAnswer(project, keys, 0)
  },
  present: presentTags,
})
