import type { Day } from '#schema/day.ts'
import type { Dispersion } from '../random/negative-binomial.ts'

/** A winner that wears out: `at` is the share of the period after which its rate falls. */
export interface FatigueConfig {
  readonly at: number
  /** Share of the rate that is lost in the end. */
  readonly size: number
  /** Days the fall takes; 1 is a step. */
  readonly over: number
}

/** Two creatives that change countries: one leaves the good ones, the other the poor ones. */
export interface ShiftConfig {
  readonly at: number
  readonly over: number
  /** Factor on their impressions where they are now wanted; the inverse where they are not. */
  readonly emphasis: number
}

/** One site of one network that takes organic installs for its own. */
export interface FraudConfig {
  readonly at: number
  readonly source: string
  readonly app: string
  readonly os: 'ios' | 'android'
  /** Share of organic installs won by floods of clicks. */
  readonly flooding: number
  /** Share of organic installs won by a click just before first open. */
  readonly injection: number
  /** Share of the injected installs the MMP rejects. */
  readonly rejected: number
  readonly clicksPerInstall: number
  /** Share of impressions on the site, and how much more of the creative it favours. */
  readonly impressionShare: number
  readonly favour: number
  readonly honestSites: number
}

export interface StudioConfig {
  /** The last day there are rows of; the engine passes it, the simulator has no clock. */
  readonly lastDay: Day
  readonly seed: string
  readonly days: number
  readonly creatives: number
  /** Factor on all impressions. */
  readonly volume: number
  readonly noise: Dispersion
  /** Standard deviation of the day effect shared by one app, network and OS, on the log scale. */
  readonly dayShock: number
  /** Standard deviation of what elements do not explain about a creative's rate, on the log scale. */
  readonly creativeSpread: number
  /** Variance of the creative × network × OS × country effect. */
  readonly interaction: number
  /** Standard deviation of a creative's revenue per install, and its correlation with the rate. */
  readonly valueSpread: number
  readonly valueCorrelation: number
  /** How strongly impressions follow the rate: share ∝ rate to this power. */
  readonly lean: number
  readonly explorationDays: number
  /** Days by which allocation lags behind a changing rate. */
  readonly allocationLag: number
  /** Factor on the rate at weekends, and the amplitude of a slow wave of 90 days. */
  readonly weekend: number
  readonly wave: number
  /** One for each app, in order. */
  readonly fatigue: readonly FatigueConfig[]
  readonly shift: ShiftConfig
  readonly fraud: FraudConfig
  /** Newest days covered by raw installs and the site report. */
  readonly touchDays: number
  readonly eurPerUsd: number
}

/** The studio shown at first start, ending on this day. */
export function defaultStudioConfig(lastDay: Day): StudioConfig {
  return {
    lastDay,
    seed: 'lantern',
    days: 120,
    creatives: 120,
    volume: 1,
    noise: { phi: 1.3, eta: 0.004 },
    dayShock: 0.08,
    creativeSpread: 0.28,
    interaction: 0.04,
    valueSpread: 0.3,
    valueCorrelation: -0.3,
    lean: 1.3,
    explorationDays: 5,
    allocationLag: 7,
    weekend: 1.06,
    wave: 0.06,
    fatigue: [
      { at: 0.65, size: 0.35, over: 1 },
      { at: 0.5, size: 0.5, over: 14 },
    ],
    shift: { at: 0.3, over: 10, emphasis: 6 },
    fraud: {
      at: 0.55,
      source: 'ironsource',
      app: 'LB',
      os: 'android',
      flooding: 0.12,
      injection: 0.05,
      rejected: 0.1,
      clicksPerInstall: 25,
      impressionShare: 0.06,
      favour: 4,
      honestSites: 15,
    },
    touchDays: 21,
    eurPerUsd: 0.92,
  }
}
