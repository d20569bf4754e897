import type { DesignLabel } from './design-label.ts'

export type VerdictCode = 'invalid' | 'winner' | 'ahead' | 'no_meaningful_difference' | 'keep_running'

export interface Verdict {
  readonly verdict: VerdictCode
  /** The winning arm. */
  readonly winner: string | null
  /** The arm that is as far ahead as a winner would be, where delivery was not designed and nobody can win. */
  readonly ahead: string | null
  readonly sentence: string
  /** Days to the planned information at the present pace, 0 when it is reached; null when the pace is unknown. */
  readonly moreDays: number | null
}

export interface VerdictArm {
  readonly id: string
  /** Whether e-values with the false-discovery control over arms reject equality with the control. */
  readonly rejected: boolean
  readonly low: number
  readonly high: number | null
  readonly probabilityBest: number
  /** Days it ran beside the control. Default: those of the test. */
  readonly days?: number
}

export interface VerdictInput {
  readonly arms: readonly VerdictArm[]
  readonly invalid: readonly string[]
  readonly days: number
  readonly minimumDays: number
  readonly smallestEffect: number
  readonly moreDays: number | null
  /** Default: equal delivery. */
  readonly label?: DesignLabel
}

const SURELY_BEST = 0.9

/** A ratio with as many digits as it takes to tell it from 1. */
export function factorText(ratio: number): string {
  for (let digits = 2; digits < 6; digits++) {
    const text = ratio.toFixed(digits)
    if (ratio === 1 || Number(text) !== 1) return text
  }
  return ratio.toPrecision(8)
}

/** What a test says today; `arms` are those compared with the control. */
export function verdictOf(input: VerdictInput): Verdict {
  const { arms, invalid, days, minimumDays, smallestEffect, moreDays, label = 'equal' } = input
  const open = { winner: null, ahead: null }
  if (invalid.length > 0) return { verdict: 'invalid', ...open, sentence: invalid.join('; '), moreDays: null }
  const longEnough = (arm: VerdictArm) => (arm.days ?? days) >= minimumDays
  const passing = arms.filter((arm) => arm.rejected && arm.low > 1)
  const sum = passing.reduce((total, arm) => total + arm.probabilityBest, 0)
  const best = passing.reduce<VerdictArm | null>(
    (top, arm) => (top === null || arm.probabilityBest > top.probabilityBest ? arm : top),
    null,
  )
  if (best !== null && longEnough(best) && best.probabilityBest >= SURELY_BEST * sum) {
    const factor = `by a factor between ${factorText(best.low)} and ${best.high === null ? 'unknown' : factorText(best.high)}`
    if (label === 'observational') {
      const sentence = `${best.id} is ahead of the control ${factor}; the network chose who saw which arm, so nothing has won`
      return { verdict: 'ahead', winner: null, ahead: best.id, sentence, moreDays: 0 }
    }
    const sentence = `${best.id} won: it beats the control ${factor}`
    return { verdict: 'winner', winner: best.id, ahead: null, sentence, moreDays: 0 }
  }
  const within = (arm: VerdictArm) =>
    arm.high !== null && arm.low >= 1 / (1 + smallestEffect) && arm.high <= 1 + smallestEffect
  if (arms.length > 0 && arms.every((arm) => longEnough(arm) && within(arm))) {
    const sentence = `every arm is within ${Math.round(smallestEffect * 100)} % of the control`
    return { verdict: 'no_meaningful_difference', ...open, sentence, moreDays: 0 }
  }
  const least = arms.reduce((fewest, arm) => Math.min(fewest, arm.days ?? days), days)
  const wait = Math.ceil(Math.max(0, moreDays ?? 0, minimumDays - least))
  const sentence =
    moreDays === null
      ? 'keep running'
      : wait === 0
        ? 'the planned size is reached; what is still open is smaller than the planned lift'
        : `keep running, about ${wait} more ${wait === 1 ? 'day' : 'days'}`
  return { verdict: 'keep_running', ...open, sentence, moreDays: moreDays === null ? null : wait }
}
