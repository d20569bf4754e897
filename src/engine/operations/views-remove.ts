import { z } from 'zod'
import { defineOperation } from './operation.ts'
import { SavedViewAnswer, ViewName } from './saved-view-parts.ts'

export const viewsRemove = defineOperation({
  name: 'views-remove',
  command: 'views remove',
  summary: 'Forget a saved view',
  description: 'Forgets a saved view and answers it once more: saving it again undoes this.',
  examples: ['views remove "Meta last month"'],
  kind: 'change',
  plainArguments: 'name',
  input: z.object({ name: ViewName }),
  output: z.object({ view: SavedViewAnswer }),
  run: async ({ savedViews }, { name }) => ({ view: savedViews.remove(name) }),
  present: ({ view: { name, address } }) => [
    {
      kind: 'text',
      text: `${name} is forgotten. To have it back: permille views save ${JSON.stringify(name)} --address ${JSON.stringify(address)}`,
    },
  ],
})
