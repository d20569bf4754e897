import { formatDay } from '../../format/date.ts'
import type { MarkedEvent } from './choose-events.ts'
import classes from './event-list.module.css'
import { labelKind, labelScope } from './journal-words.ts'

/** What the marks of a plot stand for. */
export function EventList({ events }: { events: readonly MarkedEvent[] }) {
  if (events.length === 0) return null
  return (
    <ol className={classes.events} aria-label="What happened on these days">
      {events.map((event) => (
        <li key={`${event.mark} ${event.day}`}>
          <b>{event.mark}</b> {formatDay(event.day)}: {labelKind(event.kind)}, {labelScope(event.scope)}
          {event.kind !== 'launch' && event.note !== '' && ` – ${event.note}`}
          {event.unseen !== null && `, not yet on ${formatDay(event.unseen)}`}
        </li>
      ))}
    </ol>
  )
}
