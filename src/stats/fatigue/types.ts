import type { DaySeries } from '../dispersion/types.ts'
import type { Computed } from '../not-computed.ts'

/** What one creative showed and earned in one stratum by day; exposure is already multiplied by the day's maturity. */
export interface WatchedCell {
  readonly stratum: string
  /** What the stratum is part of, usually its network: days with little to go by are read there. */
  readonly parent?: string
  readonly days: DaySeries
}

export interface WatchedCreative {
  readonly id: string
  readonly cells: readonly WatchedCell[]
}

export interface FatigueSettings {
  /** Evidence at which a creative is said to have worn out; 90 ÷ it bounds the false alarms of 90 days. */
  readonly threshold: number
  readonly baselineDays: number
  readonly baselineConversions: number
  /** Days after the baseline on which a creative without alarm is still called fresh. */
  readonly freshDays: number
  /** Days left out at the start of each creative. */
  readonly explorationDays: number
  /** The smallest fall that matters. */
  readonly smallestEffect: number
  /** Chance of wearing out on a day, before anything was seen; learnt from 50 creatives on. */
  readonly hazard: number
  readonly level: number
}

export const DEFAULT_FATIGUE_SETTINGS: FatigueSettings = {
  threshold: 1_800,
  baselineDays: 7,
  baselineConversions: 50,
  freshDays: 14,
  explorationDays: 0,
  smallestEffect: 0.1,
  hazard: 1 / 60,
  level: 0.95,
}

export interface FatigueInput {
  readonly creatives: readonly WatchedCreative[]
  readonly settings?: Partial<FatigueSettings>
}

export type FatigueState = 'not_enough_data' | 'fresh' | 'stable' | 'fatiguing' | 'exhausted'

/** What a creative is held against: the day effects of the others, or its own seasons where those are too few. */
export type FatigueBaseline = 'peers' | 'own'

/** Days of one creative against what was expected of it, oldest first. */
export interface ExpectedDays {
  readonly day: Float64Array
  readonly conversions: Float64Array
  /** Conversions of a creative of level 1. */
  readonly expected: Float64Array
  /** Variance of ln expected for each unit of φ: 1 ÷ conversions of the others. */
  readonly looseness: Float64Array
}

export interface Decline {
  /** Share of the rate that was lost; negative where it rose. */
  readonly estimate: number
  readonly low: number
  readonly high: number
  readonly level: number
}

export interface ChangeDay {
  readonly day: number
  /** Days that hold the change with 80 %. */
  readonly from: number
  readonly to: number
}

export interface FatigueForecast {
  /** Change of ln rate a day since the change, with its 80 % interval. */
  readonly slope: number
  readonly low: number
  readonly high: number
  /** Days in which the rate halves; null where the interval does not exclude a standstill. */
  readonly halfLife: number | null
}

export interface FatigueAhead {
  readonly days: number
  /** Conversions to be had, and those lost beside what it is held against. */
  readonly conversions: number
  readonly lost: number
}

export interface FatigueReading {
  readonly id: string
  readonly state: FatigueState
  readonly baseline: FatigueBaseline
  /** Days the baseline is of, and what converted in them. */
  readonly learnt: Computed<{ readonly from: number; readonly to: number; readonly conversions: number }>
  /** First day on which the evidence passed the threshold. */
  readonly alarm: number | null
  /** Evidence of the newest day. */
  readonly evidence: Computed<number>
  /** Chance that the fall is real, given how often creatives wear out. */
  readonly probability: Computed<number>
  readonly change: Computed<ChangeDay>
  readonly decline: Computed<Decline>
  /** The newest seven days against the baseline: how far a slow fall has come in all. */
  readonly sinceBaseline: Computed<Decline>
  /** Conversions that the same impressions would have brought since the change, at the level held against, beyond what they did. */
  readonly lost: Computed<{ readonly conversions: number; readonly against: string }>
  readonly forecast: Computed<FatigueForecast>
  /** What the days to come would lose in the same way if it went on being shown as lately. */
  readonly ahead: Computed<FatigueAhead>
  /** Rate before and after by parent of the strata, where both sides have conversions. */
  readonly places: readonly { readonly parent: string; readonly decline: Decline }[]
  readonly phi: number
  /** Days after the baseline. */
  readonly watchedDays: number
  /** Bound of the chance that a healthy creative raises an alarm within the days watched. */
  readonly falseAlarm: number
}

export interface FatigueResult {
  readonly creatives: readonly FatigueReading[]
  /** A fall that all share: it is no creative's fatigue. */
  readonly common: Computed<{ readonly change: ChangeDay; readonly decline: Decline }>
  /** False alarms to be expected of all creatives over the days they were watched. */
  readonly expectedFalseAlarms: number
  /** Chance of wearing out on a day that was used, and whether it was learnt. */
  readonly hazard: { readonly perDay: number; readonly learnt: boolean }
}
