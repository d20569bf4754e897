import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { formatDays } from '../../format/date.ts'

/** The days asked about and those they are held against. */
export function describePeriods({ question }: QueryAnswer): string {
  const days = formatDays(question.from, question.to) ?? 'rows without dates'
  const [before] = question.comparedWith
  if (!before) return days
  return `${days}, against ${formatDays(before.from, before.to)}`
}
