import { z } from 'zod'
import { LOCAL } from '../access/caller.ts'
import { Flag } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { PageAddress, SavedViewAnswer, ViewName } from './saved-view-parts.ts'

export const viewsSave = defineOperation({
  name: 'views-save',
  command: 'views save',
  summary: 'Keep a view of the page under a name',
  description:
    'Keeps what the page shows at an address, days and filters included, under a name that everybody who may look at the project finds in the command palette. Days such as last=28d go with the data.',
  examples: [
    'views save "Meta last month" --address "/?by=network&last=28d"',
    'views save "Meta last month" --address "/?by=network&last=14d" --replace',
  ],
  kind: 'change',
  plainArguments: 'name',
  input: z.object({
    name: ViewName,
    address: PageAddress.meta({
      description: 'page and question, as the browser shows them behind the server',
    }),
    replace: Flag.meta({ description: 'take the place of a view of this name' }),
  }),
  output: z.object({ view: SavedViewAnswer }),
  run: async ({ savedViews }, { name, address, replace }, { caller = LOCAL }) => ({
    view: savedViews.save({ name, address, user: caller.user, replace }),
  }),
  present: ({ view: { name, address } }) => [{ kind: 'text', text: `${name} is saved: ${address}` }],
})
