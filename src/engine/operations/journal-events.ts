import type { JournalAnswer, JournalEvent } from '#schema/answer/journal-answer.ts'
import type { Day } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import type { Project } from '../project.ts'
import type { Store } from '../store.ts'
import { entityEvents } from './entity-events.ts'
import { releaseEvents } from './release-events.ts'

export interface AskedEvents {
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  /** Objects whose changes reports tell; `null` for none. */
  readonly objects: 'campaign' | 'creative' | null
}

/** Everything that is known to have happened in the days asked, newest first; what people wrote down is of their own rows. */
export async function journalEvents(
  { journal, own }: Project,
  store: Store,
  { from, to, objects }: AskedEvents,
): Promise<JournalAnswer> {
  // Beside the days of a sample, entries of a project would tell what did not happen there.
  const isAside = store !== own
  const entries = journal.all()
  const written = isAside ? [] : entries.map((entry): JournalEvent => ({ ...entry, unseen: null }))
  const told =
    objects === null ? [] : [...(await entityEvents(objects, store)), ...(await releaseEvents(store))]
  const events = [...written, ...told].filter(
    ({ day }) => (from === undefined || day >= from) && (to === undefined || day <= to),
  )
  const notes: Note[] =
    isAside && entries.length > 0
      ? [
          {
            code: 'journal_of_project',
            severity: 'info',
            message: `What is written down (${entries.length}) is of your own project, and is not shown on a sample.`,
          },
        ]
      : []
  return {
    events: events.toSorted((a, b) => b.day.localeCompare(a.day) || (b.number ?? 0) - (a.number ?? 0)),
    removed: isAside ? [] : [...journal.removed()],
    notes,
  }
}
