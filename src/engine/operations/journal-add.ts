import { z } from 'zod'
import { JournalAnswer } from '#schema/answer/journal-answer.ts'
import { journalEvents } from './journal-events.ts'
import { EntryInputs, presentJournal, scopeOf } from './journal-parts.ts'
import { defineOperation } from './operation.ts'

export const journalAdd = defineOperation({
  name: 'journal-add',
  command: 'journal add',
  summary: 'Write down a change made outside of permille',
  description:
    'Writes down what was changed on a day and what it is about. It is marked on charts of those days, and `journal effect` reads what it did.',
  examples: [
    'journal add --date 2026-09-08 --kind store_page --os ios --note "new screenshots"',
    'journal add --date 2026-09-10 --kind bid --network meta --note "target cost 2.10 instead of 2.50"',
  ],
  kind: 'change',
  input: z.object({ ...EntryInputs, note: EntryInputs.note.default('') }),
  output: JournalAnswer,
  async run(project, { date, kind, note, ...scope }) {
    project.journal.add({ day: date, kind, scope: scopeOf(scope), note })
    return journalEvents(project, project.own, { objects: null })
  },
  present: presentJournal,
})
