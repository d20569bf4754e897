import type { ExperimentCell } from '../experiment/experiment-input.ts'
import type { Computed } from '../not-computed.ts'
import type { RandomGenerator } from '../random/draws.ts'

/** An arm and its level of each factor; null where it is not known. */
export interface FactorArm {
  readonly levels: readonly (string | null)[]
  readonly cells: readonly ExperimentCell[]
}

export interface FactorTest {
  readonly arms: readonly FactorArm[]
  /** Over-dispersion of comparisons inside the test. */
  readonly phi: number
}

export interface FactorInput {
  readonly factors: readonly string[]
  readonly tests: readonly FactorTest[]
  readonly random: RandomGenerator
  readonly level?: number
}

/** A rate over that of the average combination, with a central interval. */
export interface FactorRatio {
  readonly ratio: number
  readonly low: number
  readonly high: number
}

export interface LevelEffect extends FactorRatio {
  readonly factor: string
  readonly level: string
  readonly arms: number
  readonly exposure: number
  readonly conversions: number
  /** P(best level of its factor, averaged over the others). */
  readonly probabilityBest: number
}

/** How far a pair of levels is from what its two effects promise. */
export interface PairEffect extends FactorRatio {
  readonly levels: readonly [string, string]
  readonly tried: boolean
}

export interface FactorInteraction {
  readonly factors: readonly [string, string]
  readonly pairs: Computed<readonly PairEffect[]>
}

export interface Combination extends FactorRatio {
  /** Level of each factor, in the order of `factors` of the reading. */
  readonly levels: readonly string[]
  readonly tried: boolean
  readonly probabilityBest: number
}

/** Standard deviations of log rates: of levels, of their interactions, and of arms beyond what their factors explain. */
export interface FactorSpread {
  readonly main: number
  readonly interaction: number
  readonly arm: number
}

export interface FactorReading {
  /** Factors that differ inside a test. */
  readonly factors: readonly string[]
  readonly tests: number
  readonly arms: number
  readonly effects: readonly LevelEffect[]
  readonly interactions: readonly FactorInteraction[]
  /** By falling P(best). */
  readonly combinations: readonly Combination[]
  /** True when not every combination was looked at, because there are too many. */
  readonly someLeftOut: boolean
  readonly spread: FactorSpread
  /** Factors without two levels inside any test, pairs that always change together, arms without a level. */
  readonly constant: readonly string[]
  readonly aliased: readonly (readonly [string, string])[]
  readonly armsWithoutLevel: number
  readonly level: number
}
