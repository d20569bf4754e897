import { z } from 'zod'
import { TagsAnswer } from '#schema/answer/tags-answer.ts'
import { LOCAL } from '../access/caller.ts'
import { defineOperation } from './operation.ts'
import { presentTags, tagsAnswer } from './tag-parts.ts'

export const tagsUndo = defineOperation({
  name: 'tags-undo',
  command: 'tags undo',
  summary: 'Take a change of tags back',
  description:
    'Takes back what somebody set or removed, by the number `tags` shows; an undo can be taken back the same way. Nothing is deleted from the history.',
  examples: ['tags undo 3'],
  kind: 'change',
  plainArguments: 'change',
  input: z.object({
    change: z.coerce.number().int().meta({ description: 'number of the change' }),
  }),
  output: TagsAnswer,
  async run(project, { change }, { caller = LOCAL }) {
    const { creative } = await project.tags.undo(change, caller.name)
    return tagsAnswer(project, [creative], 0)
  },
  present: presentTags,
})
