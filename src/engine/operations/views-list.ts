import { z } from 'zod'
import { defineOperation } from './operation.ts'
import { SavedViewAnswer } from './saved-view-parts.ts'

export const viewsList = defineOperation({
  name: 'views-list',
  command: 'views list',
  summary: 'The saved views of the page',
  description: 'Lists every view somebody saved: its name, its address on the page, and who saved it when.',
  examples: ['views list'],
  kind: 'question',
  isMomentary: true,
  input: z.object({}),
  output: z.object({ views: z.array(SavedViewAnswer) }),
  run: async ({ savedViews }) => ({ views: [...savedViews.all()] }),
  present: ({ views }) =>
    views.length === 0
      ? [{ kind: 'text', text: 'No views yet: save one on the page, or with permille views save NAME.' }]
      : [
          {
            kind: 'table',
            columns: ['name', 'address', 'by', 'saved'].map((label) => ({ label, align: 'left' as const })),
            rows: views.map(({ name, address, user, savedAt }) => [
              name,
              address,
              user ?? 'the machine',
              savedAt,
            ]),
          },
        ],
})
