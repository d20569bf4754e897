import type { Note } from '#schema/note.ts'
import { periodOf } from './period.ts'
import type { Plan } from './plan.ts'

/** Says so when the first or last week or month of an answer is not whole. */
export function periodNotes({ groupings, range, firstWeekday }: Plan): readonly Note[] {
  const grouping = groupings.find(({ kind }) => kind === 'time')
  if (grouping?.kind !== 'time' || grouping.name === 'day') return []
  if (range.from === null || range.to === null) return []
  const first = periodOf(range.from, grouping.name, firstWeekday)
  const last = periodOf(range.to, grouping.name, firstWeekday)
  const cut = [
    ...(first.from < range.from ? [`the ${grouping.name} of ${first.from} begins on ${range.from}`] : []),
    ...(range.to < last.to ? [`the ${grouping.name} of ${last.from} ends on ${range.to}`] : []),
  ]
  if (cut.length === 0) return []
  return [
    {
      code: 'cut_periods',
      severity: 'info',
      message: `Not every ${grouping.name} is whole: ${cut.join(', ')}.`,
    },
  ]
}
