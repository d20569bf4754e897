import {
  type ChangeExplanation,
  type Computed,
  explainChange,
  type FunnelStratum,
  type MoneyRanges,
  type MoneySide,
  moneyRanges,
  seededGenerator,
} from '#stats/index.ts'

const SEED = 20_141_007

export interface ExplainTask {
  readonly strata: readonly FunnelStratum[]
  readonly spend?: { readonly before: number; readonly after: number }
  readonly phi: number
  /** Both sides day by day, where all that was spent is known. */
  readonly money: { readonly before: MoneySide; readonly after: MoneySide } | null
}

export interface FoundChange {
  readonly change: Computed<ChangeExplanation>
  readonly ranges: MoneyRanges | null
}

/** Explains a change with intervals; the same task gives the same intervals. */
export function explain({ money, ...task }: ExplainTask): FoundChange {
  return {
    change: explainChange({ ...task, random: seededGenerator(SEED) }),
    ranges: money === null ? null : moneyRanges(money.before, money.after),
  }
}
