import type { JournalAnswer, JournalEvent } from '#schema/answer/journal-answer.ts'
import { addDays, type Day } from '#schema/day.ts'
import type { Project } from '../project.ts'
import type { Store } from '../store.ts'

export interface AskedEvents {
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  /** Objects whose first and last days are told; `null` for none. */
  readonly objects: 'campaign' | 'creative' | null
}

const RUNNING = new Set(['active', 'running', 'enabled'])

function dayOf(value: unknown): Day | null {
  const text = value === null || value === undefined ? '' : String(value)
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : null
}

/** When objects were launched, and when those that stand still were last delivered, as reports tell it. */
async function objectEvents(level: 'campaign' | 'creative', store: Store): Promise<JournalEvent[]> {
  const { warehouse, catalogue } = await store.metricContext()
  const begin = catalogue.slices.reduce<Day | null>(
    (first, { from }) => (from === null || (first !== null && first <= from) ? first : from),
    null,
  )
  const { rows } = await warehouse.query(
    `SELECT coalesce(e.name, e.key) AS name, e.network AS network, e.status AS status,
      e.launched::VARCHAR AS launched, e.last_delivery::VARCHAR AS last_delivery
    FROM entity e WHERE e.level = '${level}' ORDER BY e.key`,
  )
  return rows.flatMap(({ name, network, status, launched, last_delivery }) => {
    const scope = {
      ...(typeof network === 'string' && network !== '' ? { network } : {}),
      [level]: String(name),
    }
    const first = dayOf(launched)
    const last = dayOf(last_delivery)
    const stands = typeof status === 'string' && !RUNNING.has(status.toLowerCase())
    return [
      // What is delivered on the first day there is may have run for long.
      ...(first === null || first === begin
        ? []
        : [{ day: first, kind: 'launch' as const, scope, note: `${level} launched`, number: null }]),
      ...(last === null || !stands
        ? []
        : [
            {
              day: addDays(last, 1),
              kind: 'stop' as const,
              scope,
              note: `${level} last delivered the day before, now ${status}`,
              number: null,
            },
          ]),
    ]
  })
}

/** Everything that is known to have happened in the days asked, newest first. */
export async function journalEvents(
  { journal }: Project,
  store: Store,
  { from, to, objects }: AskedEvents,
): Promise<JournalAnswer> {
  const written = journal.all().map(({ number, ...entry }): JournalEvent => ({ ...entry, number }))
  const told = objects === null ? [] : await objectEvents(objects, store)
  const events = [...written, ...told].filter(
    ({ day }) => (from === undefined || day >= from) && (to === undefined || day <= to),
  )
  return {
    events: events.toSorted((a, b) => b.day.localeCompare(a.day) || (b.number ?? 0) - (a.number ?? 0)),
    removed: [...journal.removed()],
  }
}
