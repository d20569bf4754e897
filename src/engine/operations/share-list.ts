import { z } from 'zod'
import { defineOperation } from './operation.ts'
import { ShareAnswer, shareAnswer } from './share-parts.ts'

export const shareList = defineOperation({
  name: 'share-list',
  command: 'share list',
  summary: 'The links to reports',
  description:
    'Lists every link that was made with the question it is bound to, who made it, how often it was opened and whether it still holds.',
  examples: ['share list'],
  kind: 'question',
  role: 'editor',
  isMomentary: true,
  input: z.object({}),
  output: z.object({ links: z.array(ShareAnswer) }),
  run: async ({ access }) => ({ links: access.shareLinks.all().map(shareAnswer) }),
  present: ({ links }) =>
    links.length === 0
      ? [{ kind: 'text', text: 'No links yet: permille share create NAME.' }]
      : [
          {
            kind: 'table',
            columns: ['id', 'name', 'question', 'by', 'expires', 'opened', 'state'].map((label) => ({
              label,
              align: label === 'opened' ? ('right' as const) : ('left' as const),
            })),
            rows: links.map(({ id, name, input, user, expiresAt, opened, state }) => [
              id,
              name,
              JSON.stringify(input),
              user ?? 'the machine',
              expiresAt,
              String(opened),
              state,
            ]),
          },
        ],
})
