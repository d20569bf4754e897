import type { DaySeries, DispersionModel } from '../dispersion/types.ts'
import type { Interval } from '../intervals/types.ts'
import type { Computed } from '../not-computed.ts'

/**
 * What one creative earned in one stratum (network × OS × country × format; any text that names it).
 * Conversions may be fractional. Strata that were never shown are left out, not given as zero.
 * The day series is optional: with it the over-dispersion is estimated, without it 1.5 is assumed and said.
 */
export interface CreativeCell {
  readonly stratum: string
  readonly exposure: number
  readonly conversions: number
  readonly days?: DaySeries
}

/** Days of one creative in a place that may span several strata; the noise is learnt from them. */
export interface PlacedDays {
  readonly place: string
  readonly days: DaySeries
}

export interface CreativeEvidence {
  readonly id: string
  readonly cells: readonly CreativeCell[]
  /** Days told apart by coarser places than the strata, where those of every cell would be too many. */
  readonly placedDays?: readonly PlacedDays[]
}

export type RankOrder = 'evidence' | 'mean' | 'probability_best' | 'expected_loss'

export interface RankSettings {
  /** The smallest relative difference that matters. Default 0.1. */
  readonly smallestEffect: number
  /** Level of every interval. Default 0.95. */
  readonly level: number
  /** Default 'evidence': the posterior 10 % quantile, so that 3/100 does not lead 900/60,000. */
  readonly order: RankOrder
  /** Probability needed for a decision. Default 0.8. */
  readonly decisionProbability: number
  /** Relative expected loss allowed for a decision. Default 0.01. */
  readonly decisionLoss: number
  /** Conversions (own plus expected) needed for any decision. Default 5. */
  readonly minimumConversions: number
  /** Overlap with the rest below which nothing is decided. Default 0.05. */
  readonly weakOverlap: number
}

export interface RankInput {
  readonly creatives: readonly CreativeEvidence[]
  /** True when one exposure may convert more than once (Poisson), false when it cannot (binomial). */
  readonly repeatable: boolean
  /** A rate to decide against instead of the rest of the group. */
  readonly target?: number
  /** Rates that single creatives have to reach where they ran, by id; they win over `target` and over the group. */
  readonly targets?: Readonly<Record<string, number>>
  /** Exposure per stratum of the mix that rates are adjusted to. Default: the mix of the creatives given. */
  readonly mix?: Readonly<Record<string, number>>
  /** The account's over-dispersion, learnt on a longer history. Default: learnt from the day series given. */
  readonly history?: DispersionModel
  /** Network of each stratum, so that interactions are learnt per network from 100 cells. */
  readonly networks?: Readonly<Record<string, string>>
  readonly settings?: Partial<RankSettings>
}

export type Decision = 'scale' | 'keep' | 'keep_testing' | 'sunset' | 'not_enough_data'

export type ReasonCode =
  | 'above_benchmark'
  | 'below_benchmark'
  | 'same_as_benchmark'
  | 'undecided'
  | 'mostly_prior'
  | 'few_conversions'
  | 'not_comparable'
  | 'own_places'
  | 'weak_overlap'
  | 'no_benchmark'
  | 'no_conversions'
  | 'invalid_counts'
  | 'loss_too_high'

export interface Reason {
  readonly code: ReasonCode
  readonly sentence: string
}

export interface AdjustedRate extends Interval {
  /** Posterior mean on the common mix. */
  readonly rate: number
  /** The same without shrinkage. */
  readonly unshrunk: number
  /** Share of the mix (of expected conversions) where the creative was never shown. */
  readonly unexposedShare: number
}

export interface Estimate extends Interval {
  readonly estimate: number
}

export interface DecisionProbabilities {
  readonly up: number
  readonly same: number
  readonly down: number
  /** E[(benchmark − rate)⁺] ÷ benchmark. */
  readonly lossIfScaled: number
  /** E[(rate − benchmark)⁺] ÷ benchmark. */
  readonly lossIfSunset: number
}

export interface RankedCreative {
  readonly id: string
  /** 1 = first in the chosen order. */
  readonly rank: number
  readonly exposure: number
  readonly conversions: number
  /** Conversions ÷ exposure, pooled over strata. */
  readonly rate: Computed<number>
  /** Garwood or Clopper–Pearson interval of the pooled rate, φ = 1. */
  readonly exactInterval: Computed<Interval>
  /** Jeffreys interval of the pooled rate, widened for over-dispersion. */
  readonly interval: Computed<Interval>
  /** Over-dispersion of the creative alone; `source` says where it came from. */
  readonly phi: number
  readonly phiContrast: number
  readonly phiSource: 'days' | 'history' | 'default'
  /** Posterior mean: on the common mix when there are several strata, in its own places when it is not comparable there. */
  readonly shrunk: Computed<number>
  /** Posterior interval of the same. */
  readonly posteriorInterval: Computed<Interval>
  readonly quantile10: Computed<number>
  /** Gamma shape and rate of the posterior, for further arithmetic. */
  readonly posterior: Computed<{ readonly shape: number; readonly rate: number }>
  /** Weight of the own data in the posterior, 0–1. */
  readonly shrinkageWeight: Computed<number>
  /** With several strata: the rate on the common mix. */
  readonly adjusted: Computed<AdjustedRate>
  /** Overlap of the strata with those of the rest of the group, 0–1. */
  readonly overlap: Computed<number>
  /** Creatives in different components share no strata and are not ranked against each other; 0 is the largest. */
  readonly component: number
  readonly probabilityBest: Computed<number>
  /** Expected rate lost by choosing this creative instead of the best. */
  readonly expectedLoss: Computed<number>
  /** What it is decided against: the rest of the group, or the target. */
  readonly benchmark: Computed<number>
  readonly probabilities: Computed<DecisionProbabilities>
  readonly decision: Decision
  readonly reasons: readonly Reason[]
  /** Suggested factor on the budget: 0–2. */
  readonly budgetFactor: number
  /** Conversions gained against spending the same exposure on the benchmark. */
  readonly installsGained: Computed<Estimate>
  /** Relative change of cost per install against the benchmark at equal CPM (−0.2 = 20 % cheaper). */
  readonly cpiChange: Computed<Estimate>
}

export interface RankComponent {
  readonly creatives: number
  readonly strata: readonly string[]
  /** Typical rate of a creative (prior mean) and spread of the creatives (coefficient of variation). */
  readonly prior: Computed<{ readonly mean: number; readonly cv: number }>
  /** Exposure-weighted posterior mean of all its creatives. */
  readonly benchmark: Computed<number>
  /** Posterior mean of the best creative's rate, whichever it is. */
  readonly expectedMaximum: Computed<number>
}

export interface SimpsonWarning {
  readonly higherPooled: string
  readonly higherAdjusted: string
  /** Probability that the adjusted order is the true one. */
  readonly probability: number
}

export interface StratumEffect {
  readonly stratum: string
  /** Rate of the stratum relative to the common mix. */
  readonly multiplier: number
  readonly mixShare: number
  readonly component: number
}

export interface RankNote {
  readonly code: string
  readonly sentence: string
}

export interface RankResult {
  /** In the chosen order; the largest component first. */
  readonly creatives: readonly RankedCreative[]
  readonly components: readonly RankComponent[]
  readonly strata: readonly StratumEffect[]
  /** Of the largest component. */
  readonly benchmark: Computed<number>
  readonly prior: Computed<{ readonly mean: number; readonly cv: number }>
  readonly dispersion: {
    readonly rate: DispersionModel
    readonly contrast: DispersionModel
    /** Variance of the creative × stratum interaction. */
    readonly interaction: Computed<number>
  }
  readonly simpson: readonly SimpsonWarning[]
  readonly settings: RankSettings
  readonly notes: readonly RankNote[]
}
