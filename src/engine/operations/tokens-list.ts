import { z } from 'zod'
import { defineOperation } from './operation.ts'
import { TokenAnswer, tokenAnswer } from './token-parts.ts'

export const tokensList = defineOperation({
  name: 'tokens-list',
  command: 'tokens list',
  summary: 'The tokens of programs',
  description:
    'Lists every token with its scopes, whom it acts for, when it was last used and whether it still holds.',
  examples: ['tokens list'],
  kind: 'question',
  role: 'admin',
  isMomentary: true,
  input: z.object({}),
  output: z.object({ tokens: z.array(TokenAnswer) }),
  run: async ({ access }) => ({ tokens: access.tokens.all().map(tokenAnswer) }),
  present: ({ tokens }) =>
    tokens.length === 0
      ? [{ kind: 'text', text: 'No tokens yet: permille tokens create NAME.' }]
      : [
          {
            kind: 'table',
            columns: ['id', 'name', 'scopes', 'for', 'expires', 'last used', 'state'].map((label) => ({
              label,
              align: 'left' as const,
            })),
            rows: tokens.map(({ id, name, scopes, user, expiresAt, usedAt, state }) => [
              id,
              name,
              scopes.join(', '),
              user ?? 'the machine',
              expiresAt,
              usedAt ?? 'never',
              state,
            ]),
          },
        ],
})
