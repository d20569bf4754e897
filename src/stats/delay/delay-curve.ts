import { type Computed, notComputed } from '../not-computed.ts'
import type { DelaySums } from './delay-triangle.ts'

/** Conversions a group’s own reverse hazards are drawn to its parent’s with. */
export const PARENT_WEIGHT = 50
/** Share still to come below which a day is mature. */
export const MATURE_BELOW = 0.02

/** Which share of a day’s conversions has come by each age. */
export interface DelayCurve {
  /** Share that has come by age k; 1 from the last age on, above it where something is taken back later. */
  readonly share: Float64Array
  /** Variance of ln share for φ = 1. */
  readonly logVariance: Float64Array
  /** Reverse hazards: of what came up to age k, the part that came at k. */
  readonly hazard: Float64Array
  /** Conversions it was learnt from. */
  readonly conversions: number
}

/**
 * The completion curve of a triangle cut off at the right: reverse hazards g, drawn to those of a parent, and their
 * products F_j = Π (1 − g_k) over later k (Lagakos, Barraj, De Gruttola 1988; the chain ladder of Mack 1993).
 */
export function delayCurve(sums: DelaySums, parent?: DelayCurve): Computed<DelayCurve> {
  const ages = Math.max(sums.at.length, parent?.hazard.length ?? 0)
  const conversions = sums.at.reduce((sum, count) => sum + count, 0)
  if (!(conversions > 0) && parent === undefined)
    return notComputed('no_conversions', 'no delays of conversions are known')
  const hazard = new Float64Array(ages)
  const weight = new Float64Array(ages)
  for (let k = 0; k < ages; k++) {
    const own = sums.upTo[k] ?? 0
    const drawn = parent === undefined ? 0 : PARENT_WEIGHT
    const all = own + drawn
    hazard[k] = all > 0 ? ((sums.at[k] ?? 0) + drawn * (parent?.hazard[k] ?? 0)) / all : 0
    weight[k] = all
  }
  const share = new Float64Array(ages).fill(1)
  const logVariance = new Float64Array(ages)
  for (let k = ages - 2; k >= 0; k--) {
    const g = hazard[k + 1] ?? 0
    const n = weight[k + 1] ?? 0
    share[k] = (share[k + 1] ?? 1) * (1 - g)
    logVariance[k] = (logVariance[k + 1] ?? 0) + (g < 1 && n > 0 ? Math.abs(g) / ((1 - g) * n) : 0)
  }
  return { share, logVariance, hazard, conversions }
}

/** The share that has come by an age; 0 before the first, 1 after the last. */
export function shareBy({ share }: Pick<DelayCurve, 'share'>, age: number): number {
  if (age < 0) return 0
  return age >= share.length ? 1 : (share[age] ?? 1)
}

/** The first age from which on less than 2 % is still to come, or to be taken back. */
export function matureAge({ share }: Pick<DelayCurve, 'share'>, below = MATURE_BELOW): number {
  return share.findLastIndex((come) => Math.abs(1 - come) >= below) + 1
}

/** Share of a day’s conversions that come at each delay. */
export function delayShares({ share }: Pick<DelayCurve, 'share'>): Float64Array {
  return share.map((come, k) => come - (k === 0 ? 0 : (share[k - 1] ?? 0)))
}
