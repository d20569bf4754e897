import { z } from 'zod'
import { defineOperation } from './operation.ts'
import { SavedViewAnswer, ViewName } from './saved-view-parts.ts'

export const viewsRename = defineOperation({
  name: 'views-rename',
  command: 'views rename',
  summary: 'Call a saved view something else',
  description: 'Gives a saved view another name. What it shows stays.',
  examples: ['views rename "Meta last month" --as "Meta, 28 days"'],
  kind: 'change',
  plainArguments: 'name',
  input: z.object({
    name: ViewName,
    as: z.string().trim().min(1).max(80).meta({ description: 'what it is called from now on' }),
  }),
  output: z.object({ view: SavedViewAnswer }),
  run: async ({ savedViews }, { name, as }) => ({ view: savedViews.rename(name, as) }),
  present: ({ view: { name } }) => [{ kind: 'text', text: `It is called ${name} now.` }],
})
