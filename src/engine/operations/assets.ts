import { z } from 'zod'
import { AssetsAnswer } from '#schema/answer/assets-answer.ts'
import { FileFacts } from '#schema/answer/tag-answer.ts'
import { describeAssets } from '../assets/describe-assets.ts'
import { creativeKeys } from './decide-creatives.ts'
import { Flag, listOf, PageInputs, pageOf } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentAssets } from './present-assets.ts'
import { creativeNames } from './tag-parts.ts'

const MOST_MISSING = 200

export const assets = defineOperation({
  name: 'assets',
  summary: 'The creative files of the project',
  description:
    'Lists stored files, newest first: what each is, of which creatives it is and by what, what can be looked at, and what could not be told; then the creatives whose source names a file that is not here, with the reason.',
  examples: ['assets', 'assets --creative "Hook A"', 'assets --type video --limit 20', 'assets --loose'],
  kind: 'question',
  isMomentary: true,
  input: z.object({
    creative: listOf(z.string()).meta({ description: 'files of these creatives, by key or name' }),
    type: FileFacts.shape.type.optional().meta({ description: 'files of this type' }),
    family: listOf(z.string().regex(/^\d{1,9}$/, 'write the number of a family')).meta({
      description: 'files of these families, by number',
    }),
    loose: Flag.meta({ description: 'only files that are of no creative' }),
    ...PageInputs,
  }),
  output: AssetsAnswer,
  async run(project, { creative, type, family, loose, ...page }) {
    const creatives = creative.length === 0 ? [] : await creativeKeys(project, creative)
    const found = await describeAssets(project, await creativeNames(project), {
      creatives,
      type,
      families: family.map(Number),
      isLoose: loose,
      page: (rows) => pageOf(rows, page),
    })
    return { ...found, missing: found.missing.slice(0, MOST_MISSING) }
  },
  present: presentAssets,
})
