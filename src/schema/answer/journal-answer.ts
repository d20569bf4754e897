import { z } from 'zod'
import { Day } from '../day.ts'
import { CHANGE_KINDS, ChangeScope, JournalEntry } from '../journal.ts'
import { Note } from '../note.ts'

/** What happened on a day: written down by a person, or read from what reports say of objects. */
export const JournalEvent = z.object({
  day: Day,
  kind: z.enum([...CHANGE_KINDS, 'launch', 'start', 'stop']),
  scope: ChangeScope,
  note: z.string(),
  /** Number of the entry; `null` of what reports say. */
  number: z.number().int().nullable(),
  /** Where two loads tell of a change: the day on which it was not so yet. */
  unseen: Day.nullable(),
})
export type JournalEvent = z.infer<typeof JournalEvent>

export const JournalAnswer = z.object({
  /** Newest first. */
  events: z.array(JournalEvent),
  /** Entries that were removed and can be brought back, latest first. */
  removed: z.array(JournalEntry),
  notes: z.array(Note),
})
export type JournalAnswer = z.infer<typeof JournalAnswer>
