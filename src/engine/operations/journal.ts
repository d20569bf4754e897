import { z } from 'zod'
import { JournalAnswer } from '#schema/answer/journal-answer.ts'
import { Day } from '#schema/day.ts'
import { Sample } from './inputs.ts'
import { journalEvents } from './journal-events.ts'
import { presentJournal } from './journal-parts.ts'
import { defineOperation } from './operation.ts'

export const journal = defineOperation({
  name: 'journal',
  summary: 'What was changed and when: store pages, targeting, bids, budgets, releases',
  description:
    'Lists the changes people wrote down, newest first. With --objects also what reports tell of campaigns or creatives: launches, starts and stops, new landing and store pages, and budgets and bids that are others than in the load before; and releases of the app, as raw logs tell them by the version each user installed.',
  examples: ['journal', 'journal --from 2026-09-01 --objects campaign'],
  kind: 'question',
  isMomentary: true,
  input: z.object({
    from: Day.optional().meta({ description: 'first day, YYYY-MM-DD' }),
    to: Day.optional().meta({ description: 'last day, YYYY-MM-DD' }),
    objects: z
      .enum(['campaign', 'creative'])
      .optional()
      .meta({ description: 'tell what reports say of these too, and the releases raw logs tell of' }),
    sample: Sample.optional(),
  }),
  output: JournalAnswer,
  run: async (project, { from, to, objects = null, sample }) =>
    journalEvents(
      project,
      sample === undefined && objects === null ? project.own : await project.store(sample),
      { from, to, objects },
    ),
  present: presentJournal,
})
