import { type MetricContext, newestMatureDay } from '#metrics/index.ts'
import type { Day } from '#schema/day.ts'
import { conversionField, type EvidenceQuestion } from './gather-evidence.ts'

/** The newest day that counts in an answer: complete, and mature where only such days count. */
export function newestCountedDay(
  { maturity, event }: Pick<EvidenceQuestion, 'maturity' | 'event'>,
  context: MetricContext,
): Day | null {
  const { catalogue } = context
  const mature = maturity === 'mature' ? newestMatureDay(catalogue, context, conversionField(event)) : null
  return mature ?? catalogue.newestCompleteDay
}
