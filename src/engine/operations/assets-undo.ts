import { z } from 'zod'
import { LOCAL } from '../access/caller.ts'
import { changeLinks, LinkAnswer, presentLinks } from './link-parts.ts'
import { defineOperation } from './operation.ts'

export const assetsUndo = defineOperation({
  name: 'assets-undo',
  command: 'assets undo',
  summary: 'Take back what was said of which creative a file is',
  description:
    'Takes back a change of `assets link`, `assets unlink` or `assets add --creative`, by its number; an undo can be taken back the same way. Nothing is deleted from the history.',
  examples: ['assets undo 3'],
  kind: 'change',
  plainArguments: 'change',
  input: z.object({
    change: z.coerce.number().int().meta({ description: 'number of the change' }),
  }),
  output: LinkAnswer,
  run: (project, { change }, { caller = LOCAL }) =>
    changeLinks(project, () => void project.assets.links.undo(change, caller.name)),
  present: presentLinks,
})
