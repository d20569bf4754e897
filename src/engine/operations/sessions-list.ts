import { z } from 'zod'
import { defineOperation } from './operation.ts'

export const sessionsList = defineOperation({
  name: 'sessions-list',
  command: 'sessions list',
  summary: 'Who is signed in',
  description: 'Lists every session that has not ended: whose, since when, and when it was last used.',
  examples: ['sessions list'],
  kind: 'question',
  role: 'admin',
  isMomentary: true,
  input: z.object({}),
  output: z.object({
    sessions: z.array(
      z.object({
        id: z.string(),
        user: z.string(),
        beganAt: z.iso.datetime(),
        usedAt: z.iso.datetime(),
      }),
    ),
  }),
  run: async ({ access }) => ({ sessions: [...access.sessions.all()] }),
  present: ({ sessions }) =>
    sessions.length === 0
      ? [{ kind: 'text', text: 'Nobody is signed in.' }]
      : [
          {
            kind: 'table',
            columns: ['id', 'user', 'since', 'last used'].map((label) => ({ label, align: 'left' as const })),
            rows: sessions.map(({ id, user, beganAt, usedAt }) => [id, user, beganAt, usedAt]),
          },
        ],
})
