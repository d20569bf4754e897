import { z } from 'zod'
import { JournalAnswer } from '#schema/answer/journal-answer.ts'
import { journalEvents } from './journal-events.ts'
import { EntryNumber, presentJournal } from './journal-parts.ts'
import { defineOperation } from './operation.ts'

export const journalRemove = defineOperation({
  name: 'journal-remove',
  command: 'journal remove',
  summary: 'Take an entry out of the journal',
  description: 'Takes an entry out. `journal undo` brings it back.',
  examples: ['journal remove 1'],
  kind: 'change',
  plainArguments: 'number',
  input: z.object({ number: EntryNumber }),
  output: JournalAnswer,
  async run(project, { number }) {
    project.journal.remove(number)
    return journalEvents(project, project.own, { objects: null })
  },
  present: presentJournal,
})
