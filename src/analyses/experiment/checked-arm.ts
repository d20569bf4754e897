import type { CheckedArm } from '#schema/answer/test-check-answer.ts'
import { type ArmBelief, type Computed, isComputed, jeffreysInterval, type TestNoise } from '#stats/index.ts'
import type { GroupedArm } from './group-arms.ts'

const LEVEL = 0.95

/** An arm as it is answered: each number, or why there is none. */
export function checkedArm(
  arm: GroupedArm,
  noise: TestNoise['arms'][number],
  belief: Computed<ArmBelief>,
  repeatable: boolean,
): CheckedArm {
  const { name, impressions, conversions, problems } = arm
  const [problem] = problems
  const why: Record<string, string> = {}
  if (impressions === null) why.impressions = problem?.message ?? 'not a number'
  if (conversions === null) why.conversions = problem?.message ?? 'not a number'
  const isShown = problem === undefined && impressions !== null && conversions !== null && impressions > 0
  if (!isShown) why.rate = why.interval = problem?.message ?? 'It was never shown in the test.'
  if (!isComputed(belief))
    why.shrunk = why.probabilityBest = why.expectedLoss = why.rate ?? belief.notComputed
  return {
    arm: name,
    impressions,
    conversions,
    rate: isShown ? conversions / impressions : null,
    interval: isShown
      ? jeffreysInterval({ conversions, exposure: impressions, repeatable, level: LEVEL, ...noise })
      : null,
    // The arms' gamma posteriors know no bound; what converts once at most has no rate above 1.
    shrunk: isComputed(belief) ? (repeatable ? belief.rate : Math.min(1, belief.rate)) : null,
    probabilityBest: isComputed(belief) ? belief.probabilityBest : null,
    expectedLoss: isComputed(belief) ? belief.expectedLoss : null,
    notComputed: why,
  }
}
