import type { JournalEvent } from '#schema/answer/journal-answer.ts'

/** How many marks a plot carries and a reader still tells apart. */
export const MOST_MARKS = 12

export interface MarkedEvent extends JournalEvent {
  /** Stands at the mark: the number of an entry, a letter for what reports say. */
  mark: string
}

/**
 * What is marked on a plot of these days, oldest first: entries of people before what reports say, budgets and bids last,
 * of objects only those named where some are; a release is about all of them.
 */
export function chooseEvents(
  events: readonly JournalEvent[],
  days: { from: string; to: string },
  names: readonly string[] | null,
  level: 'campaign' | 'creative',
): MarkedEvent[] {
  const inside = events.filter(({ day }) => day >= days.from && day <= days.to)
  const written = inside.filter(({ number }) => number !== null)
  const told = inside.filter(
    (event) =>
      event.number === null &&
      (names === null || event.kind === 'app_release' || names.includes(event.scope[level] ?? '')),
  )
  // Budgets that a machine moves every day leave no room for what happened once.
  const often = told.filter(({ kind }) => kind === 'budget' || kind === 'bid')
  return [...written, ...told.filter((event) => !often.includes(event)), ...often]
    .slice(0, MOST_MARKS)
    .toSorted((a, b) => a.day.localeCompare(b.day))
    .map((event, place) => ({
      ...event,
      mark: event.number === null ? String.fromCodePoint(97 + place) : String(event.number),
    }))
}
