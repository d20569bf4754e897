import { z } from 'zod'
import { JournalAnswer } from '#schema/answer/journal-answer.ts'
import { CHANGE_SCOPE } from '#schema/journal.ts'
import { journalEvents } from './journal-events.ts'
import { EntryInputs, EntryNumber, presentJournal, scopeOf } from './journal-parts.ts'
import { defineOperation } from './operation.ts'

export const journalEdit = defineOperation({
  name: 'journal-edit',
  command: 'journal edit',
  summary: 'Correct an entry of the journal',
  description:
    'Changes what is given of an entry and leaves the rest; what it is about is replaced as a whole. `journal undo` takes it back.',
  examples: ['journal edit 1 --date 2026-09-09'],
  kind: 'change',
  plainArguments: 'number',
  input: z.object({
    number: EntryNumber,
    ...EntryInputs,
    date: EntryInputs.date.optional(),
    kind: EntryInputs.kind.optional(),
    note: EntryInputs.note.optional(),
  }),
  output: JournalAnswer,
  async run(project, { number, date, kind, note, ...scope }) {
    const isScoped = CHANGE_SCOPE.some((name) => scope[name] !== undefined)
    project.journal.edit(number, {
      ...(date === undefined ? {} : { day: date }),
      ...(kind === undefined ? {} : { kind }),
      ...(note === undefined ? {} : { note }),
      ...(isScoped ? { scope: scopeOf(scope) } : {}),
    })
    return journalEvents(project, project.own, { objects: null })
  },
  present: presentJournal,
})
