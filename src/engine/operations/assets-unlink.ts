import { z } from 'zod'
import { LOCAL } from '../access/caller.ts'
import { readCreativeParts } from '../creative-parts.ts'
import { creativeKeys } from './decide-creatives.ts'
import { changeLinks, LinkAnswer, LinkInputs, namedAssets, presentLinks } from './link-parts.ts'
import { defineOperation } from './operation.ts'

export const assetsUnlink = defineOperation({
  name: 'assets-unlink',
  command: 'assets unlink',
  summary: 'Take files away from creatives they are not of',
  description:
    'Says that stored files are not of these creatives, whatever names and sources say: their tags and pictures go with them, and creatives that are one because of them are several again. The files stay. `assets undo` takes it back.',
  examples: ['assets unlink wrong.png --creative "Hook A"'],
  kind: 'change',
  plainArguments: 'files',
  input: z.object(LinkInputs),
  output: LinkAnswer,
  async run(project, { files, creative }, { caller = LOCAL }) {
    const { keys } = await readCreativeParts(project.own.warehouse)
    const sha256s = namedAssets(project, files)
    const named = await creativeKeys(project, creative)
    const own = new Set(
      project.assets.links
        .of(named)
        .filter(({ sha256 }) => sha256s.includes(sha256))
        .map((link) => link.creative),
    )
    // A creative that was put together with others loses what is its own, and where that is nothing, what is theirs.
    const creatives = named.flatMap((key) => (own.has(key) ? [key] : keys(key)))
    return changeLinks(project, () => project.assets.links.say('unlink', sha256s, creatives, caller.name))
  },
  present: presentLinks,
})
