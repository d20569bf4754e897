import type { ResolvedQuestion } from '#schema/answer/question.ts'
import { formatDays } from '../../format/date.ts'
import { labelMeasure, nameBasis } from '../../format/words.ts'

export function describeDays(question: ResolvedQuestion): string {
  const days = formatDays(question.from, question.to)
  if (days === null) return 'rows without dates'
  return question.includesDateless ? `${days} and rows without dates` : days
}

/** `impressions network-reported, installs MMP`. */
export function describeBasis(basis: ResolvedQuestion['basis']): string {
  return Object.entries(basis)
    .map(([measure, bases]) => {
      const said = bases.length === 0 ? 'not reported' : bases.map(nameBasis).join(' and ')
      return `${labelMeasure(measure).toLowerCase()} ${said}`
    })
    .join(', ')
}
