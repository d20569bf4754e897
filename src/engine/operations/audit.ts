import { z } from 'zod'
import { defineOperation } from './operation.ts'

export const audit = defineOperation({
  name: 'audit',
  summary: 'Who changed what, and when',
  description:
    'Lists every change, newest first: who asked, what for, and how it ended; and who signed in, or tried to.',
  examples: ['audit', 'audit --limit 20 --json'],
  kind: 'question',
  role: 'admin',
  isMomentary: true,
  input: z.object({
    limit: z.coerce.number().int().positive().max(1000).default(100).meta({ description: 'most entries' }),
    offset: z.coerce
      .number()
      .int()
      .min(0)
      .default(0)
      .meta({ description: 'entries to leave out at the start' }),
  }),
  output: z.object({
    entries: z.array(
      z.object({
        number: z.number().int(),
        at: z.iso.datetime(),
        who: z.string(),
        what: z.string(),
        detail: z.unknown(),
        outcome: z.string(),
      }),
    ),
    total: z.number().int(),
  }),
  async run(project, { limit, offset }) {
    const { entries, total } = project.audit.read(limit, offset)
    return { entries: [...entries], total }
  },
  present: ({ entries, total }) => [
    {
      kind: 'table',
      columns: ['when', 'who', 'what', 'how it ended', 'asked'].map((label) => ({
        label,
        align: 'left' as const,
      })),
      rows: entries.map(({ at, who, what, outcome, detail }) => [
        at,
        who,
        what,
        outcome,
        JSON.stringify(detail),
      ]),
    },
    { kind: 'text', text: `${entries.length} of ${total}` },
  ],
})
