import { z } from 'zod'
import { oneOf } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { ShareAnswer, shareAnswer } from './share-parts.ts'

export const shareRevoke = defineOperation({
  name: 'share-revoke',
  command: 'share revoke',
  summary: 'Make a link to a report hold no more',
  description: 'Revokes a link by its id, from the next time it is opened on.',
  examples: ['share revoke 1f0c83a2b94d'],
  kind: 'change',
  plainArguments: 'id',
  input: z.object({ id: oneOf(z.string()).meta({ description: 'id, as share list shows it' }) }),
  output: z.object({ share: ShareAnswer }),
  run: async ({ access }, { id }) => ({ share: shareAnswer(access.shareLinks.revoke(id)) }),
  present: ({ share: { name } }) => [{ kind: 'text', text: `The link ${name} holds no more.` }],
})
