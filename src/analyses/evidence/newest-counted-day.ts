import { type MetricContext, newestMatureDay } from '#metrics/index.ts'
import type { Day } from '#schema/day.ts'
import type { EvidenceQuestion } from './gather-evidence.ts'

/** The newest day that counts in an answer: complete, and mature where only such days count. */
export function newestCountedDay(
  { maturity }: Pick<EvidenceQuestion, 'maturity'>,
  context: MetricContext,
): Day | null {
  const { catalogue } = context
  const mature = maturity === 'mature' ? newestMatureDay(catalogue, context) : null
  return mature ?? catalogue.newestCompleteDay
}
