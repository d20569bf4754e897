import { z } from 'zod'
import { TagsAnswer } from '#schema/answer/tags-answer.ts'
import { creativeKeys } from './decide-creatives.ts'
import { listOf, PageInputs } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentTags, taggedCreatives, tagsAnswer } from './tag-parts.ts'

const MOST_CREATIVES = 50

export const tags = defineOperation({
  name: 'tags',
  summary: 'The tags of creatives, with what they rest on',
  description:
    'What the files of creatives show and what people say of them: each tag with confidence, source, evidence and tagger, what could not be told and why, and what people changed. A person’s word wins over any file’s. `tag.KEY` groups and filters by it.',
  examples: ['tags', 'tags --creative "Hook A"'],
  kind: 'question',
  isMomentary: true,
  input: z.object({
    creative: listOf(z.string()).meta({ description: 'creatives by key or name; all with tags by default' }),
    ...PageInputs,
  }),
  output: TagsAnswer,
  async run(project, { creative, limit = MOST_CREATIVES, offset }) {
    const all =
      creative.length === 0
        ? await taggedCreatives(project)
        : [...new Set(await creativeKeys(project, creative))]
    const page = all.slice(offset, offset + limit)
    return tagsAnswer(project, page, Math.max(0, all.length - offset - page.length))
  },
  present: presentTags,
})
