import type { MetricContext } from '#metrics/index.ts'
import type { Note } from '#schema/note.ts'

/** What to count when nobody says: the main event, or the most reported one where no file counts that. */
export function defaultEvent({ catalogue, names }: MetricContext): { event: string; notes: Note[] } {
  const { mainEvent } = names
  const kinds = catalogue.loads.flatMap(({ kinds, rows }) => kinds.map(({ event }) => ({ event, rows })))
  const counts = new Map<string, number>()
  for (const { event, rows } of kinds) counts.set(event, (counts.get(event) ?? 0) + rows)
  counts.delete('revenue')
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
  if (counts.has(mainEvent) || most === undefined) return { event: mainEvent, notes: [] }
  const [event] = most
  return {
    event,
    notes: [
      {
        code: 'no_main_event',
        severity: 'info',
        message: `No imported file counts ${mainEvent}, so ${event} is counted.`,
      },
    ],
  }
}
