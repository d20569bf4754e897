import { z } from 'zod'
import { oneOf } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { TokenAnswer, tokenAnswer } from './token-parts.ts'

export const tokensRevoke = defineOperation({
  name: 'tokens-revoke',
  command: 'tokens revoke',
  summary: 'Make a token hold no more',
  description: 'Revokes a token by its id, from its next request on.',
  examples: ['tokens revoke 1f0c83a2b94d'],
  kind: 'change',
  role: 'admin',
  plainArguments: 'id',
  input: z.object({ id: oneOf(z.string()).meta({ description: 'id, as tokens list shows it' }) }),
  output: z.object({ token: TokenAnswer }),
  run: async ({ access }, { id }) => ({ token: tokenAnswer(access.tokens.revoke(id)) }),
  present: ({ token: { name } }) => [{ kind: 'text', text: `The token ${name} holds no more.` }],
})
