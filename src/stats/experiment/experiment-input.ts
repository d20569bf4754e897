import type { DesignLabel } from './design-label.ts'

/** Counts of one arm on one complete day (a running integer) in one stratum. */
export interface ExperimentCell {
  readonly day: number
  readonly stratum?: string
  readonly exposure: number
  readonly conversions: number
  /** People who met the test for the first time in this cell, where they are known: the split is checked on them. */
  readonly users?: number
}

export interface ExperimentArm {
  readonly id: string
  readonly cells: readonly ExperimentCell[]
}

export interface TestOfArms {
  readonly arms: readonly ExperimentArm[]
  readonly phi: number
}

/** A designed split that holds from a day on. */
export interface DatedDesign {
  readonly from: number
  readonly shares: readonly number[]
}

export interface ExperimentInput {
  /** The first arm is the control. */
  readonly arms: readonly ExperimentArm[]
  /** Planned relative lift, and the over-dispersion of contrasts that was planned: the reading's is never below it. */
  readonly lift: number
  readonly phi: number
  /** Over-dispersion of contrasts in the account, to which that of the test's days is shrunk. Default: the planned one. */
  readonly accountPhi?: number
  readonly alpha?: number
  readonly power?: number
  readonly smallestEffect?: number
  readonly minimumDays?: number
  /** Designed shares of the arms in their order; null when the split was free to change. */
  readonly design: readonly number[] | null
  /** Later splits, where the designed one was changed; each starts a period of its own. */
  readonly laterDesigns?: readonly DatedDesign[]
  /** How it was decided who sees which arm. Default: by the designed shares; without any, observational. */
  readonly label?: DesignLabel
  /** First day of the test; earlier days are left out, and said. */
  readonly start?: number
  /** Days at each arm's own start that are left out because the network was still learning. Default 0. */
  readonly explorationDays?: number
  /** Looks so far as shares of the planned information, only when the end was fixed in the plan. */
  readonly declaredLooks?: readonly number[]
  /** Spread of arms' rates known from earlier tests. Default 0.3. */
  readonly cv?: number
  /** The account's earlier tests, from which the spread is learnt instead. */
  readonly earlierTests?: readonly TestOfArms[]
}
