export type VerdictCode = 'invalid' | 'winner' | 'no_meaningful_difference' | 'keep_running'

export interface Verdict {
  readonly verdict: VerdictCode
  /** The winning arm. */
  readonly winner: string | null
  readonly sentence: string
  /** Days to the planned information at the present pace; null when the pace is unknown. */
  readonly moreDays: number | null
}

export interface VerdictArm {
  readonly id: string
  /** Whether e-values with the false-discovery control over arms reject equality with the control. */
  readonly rejected: boolean
  readonly low: number
  readonly high: number | null
  readonly probabilityBest: number
}

export interface VerdictInput {
  readonly arms: readonly VerdictArm[]
  readonly invalid: readonly string[]
  readonly days: number
  readonly minimumDays: number
  readonly smallestEffect: number
  readonly moreDays: number | null
}

const SURELY_BEST = 0.9

/** What a test says today; `arms` are those compared with the control. */
export function verdictOf(input: VerdictInput): Verdict {
  const { arms, invalid, days, minimumDays, smallestEffect, moreDays } = input
  if (invalid.length > 0)
    return { verdict: 'invalid', winner: null, sentence: invalid.join('; '), moreDays: null }
  const passing = arms.filter((arm) => arm.rejected && arm.low > 1)
  const sum = passing.reduce((total, arm) => total + arm.probabilityBest, 0)
  const best = passing.reduce<VerdictArm | null>(
    (top, arm) => (top === null || arm.probabilityBest > top.probabilityBest ? arm : top),
    null,
  )
  if (best !== null && days >= minimumDays && best.probabilityBest >= SURELY_BEST * sum) {
    const sentence = `${best.id} beats the control, by a factor between ${best.low.toFixed(2)} and ${best.high?.toFixed(2) ?? 'unknown'}`
    return { verdict: 'winner', winner: best.id, sentence, moreDays: 0 }
  }
  const within = (arm: VerdictArm) =>
    arm.high !== null && arm.low >= 1 / (1 + smallestEffect) && arm.high <= 1 + smallestEffect
  if (arms.length > 0 && days >= minimumDays && arms.every(within)) {
    const sentence = `every arm is within ${Math.round(smallestEffect * 100)} % of the control`
    return { verdict: 'no_meaningful_difference', winner: null, sentence, moreDays: 0 }
  }
  const wait = Math.max(moreDays ?? 0, minimumDays - days)
  const sentence =
    moreDays === null ? 'keep running' : `keep running, about ${Math.max(1, Math.ceil(wait))} more days`
  return {
    verdict: 'keep_running',
    winner: null,
    sentence,
    moreDays: moreDays === null ? null : Math.max(1, Math.ceil(wait)),
  }
}
