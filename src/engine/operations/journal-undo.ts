import { z } from 'zod'
import { JournalAnswer } from '#schema/answer/journal-answer.ts'
import { journalEvents } from './journal-events.ts'
import { EntryNumber, presentJournal } from './journal-parts.ts'
import { defineOperation } from './operation.ts'

export const journalUndo = defineOperation({
  name: 'journal-undo',
  command: 'journal undo',
  summary: 'Take back the last edit or removal of an entry',
  description: 'Puts an entry back as it stood before it was last edited or removed.',
  examples: ['journal undo 1'],
  kind: 'change',
  plainArguments: 'number',
  input: z.object({ number: EntryNumber }),
  output: JournalAnswer,
  async run(project, { number }) {
    project.journal.undo(number)
    return journalEvents(project, project.own, { objects: null })
  },
  present: presentJournal,
})
