import type { MetricContext } from '#metrics/index.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import type { Note } from '#schema/note.ts'

/** The event somebody asked for; throws `not_found` with the nearest one when no file counts it. */
function askedEvent(event: string, { catalogue, names }: MetricContext): { event: string; notes: Note[] } {
  const counted = catalogue.loads.flatMap(({ kinds }) =>
    kinds.map((kind) => (kind.counting === 'unique' ? `unique.${kind.event}` : kind.event)),
  )
  const known = [...new Set([...counted, names.mainEvent])]
  const plain = event.replace(/^event\./, '')
  if (known.includes(plain)) return { event: plain, notes: [] }
  const close = nearest(plain, known)
  throw new PermilleError(
    'not_found',
    `unknown event: ${event}${close === null ? '' : ` (did you mean ${close}?)`}`,
    {
      remedy: `events are ${known.toSorted().join(', ')}`,
    },
  )
}

/** What a mapping calls conversions it has no better name for. */
const GENERAL = 'conversion'

/** What to count when nobody says: the main event, or the most reported one where no file counts that. */
function defaultEvent({ catalogue, names }: MetricContext): { event: string; notes: Note[] } {
  const { mainEvent } = names
  const kinds = catalogue.loads.flatMap(({ kinds, rows }) => kinds.map(({ event }) => ({ event, rows })))
  const counts = new Map<string, number>()
  for (const { event, rows } of kinds) counts.set(event, (counts.get(event) ?? 0) + rows)
  counts.delete('revenue')
  const [most] = [...counts].toSorted(
    (a, b) => b[1] - a[1] || Number(b[0] === GENERAL) - Number(a[0] === GENERAL) || a[0].localeCompare(b[0]),
  )
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

/** The event that is counted: the one asked for, else the default. */
export function countedEvent(
  event: string | undefined,
  context: MetricContext,
): { event: string; notes: Note[] } {
  return event === undefined ? defaultEvent(context) : askedEvent(event, context)
}
