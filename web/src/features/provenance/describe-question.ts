import type { ResolvedQuestion } from '#schema/answer/question.ts'
import { formatDays } from '../../format/date.ts'
import { labelMeasure, nameBasis } from '../../format/words.ts'

export function describeDays(question: ResolvedQuestion): string {
  const days = formatDays(question.from, question.to)
  if (days === null) return 'rows without dates'
  return question.includesDateless ? `${days} and rows without dates` : days
}

/** `impressions and spend network-reported, installs MMP`. */
export function describeBasis(basis: ResolvedQuestion['basis']): string {
  const sayings = new Map<string, string[]>()
  for (const [measure, bases] of Object.entries(basis)) {
    const said = bases.length === 0 ? 'not reported' : bases.map(nameBasis).join(' and ')
    sayings.set(said, [...(sayings.get(said) ?? []), labelMeasure(measure).toLowerCase()])
  }
  return [...sayings].map(([said, measures]) => `${joinWords(measures)} ${said}`).join(', ')
}

function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
