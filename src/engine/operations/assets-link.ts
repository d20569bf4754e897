import { z } from 'zod'
import { LOCAL } from '../access/caller.ts'
import { creativeKeys } from './decide-creatives.ts'
import { changeLinks, LinkAnswer, LinkInputs, namedAssets, presentLinks } from './link-parts.ts'
import { defineOperation } from './operation.ts'

export const assetsLink = defineOperation({
  name: 'assets-link',
  command: 'assets link',
  summary: 'Say of which creatives stored files are',
  description:
    'Says that stored files are of creatives. From then on your word holds, whatever names and sources say, until it is taken back with `assets undo`.',
  examples: ['assets link hook_a.png --creative "Hook A"'],
  kind: 'change',
  plainArguments: 'files',
  input: z.object(LinkInputs),
  output: LinkAnswer,
  async run(project, { files, creative }, { caller = LOCAL }) {
    const creatives = await creativeKeys(project, creative)
    const sha256s = namedAssets(project, files)
    return changeLinks(project, () => project.assets.links.say('link', sha256s, creatives, caller.name))
  },
  present: presentLinks,
})
