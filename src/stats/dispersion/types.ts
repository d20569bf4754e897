/**
 * Daily counts as columns of equal length: `day` is any running integer (days are matched across creatives by it),
 * exposure is already multiplied by the day's maturity. The fit of the variance needs residuals of single days,
 * which no fixed set of sums gives, so this is the one place where more than totals is asked for.
 */
export interface DaySeries {
  readonly day: ArrayLike<number>
  readonly exposure: ArrayLike<number>
  readonly conversions: ArrayLike<number>
}

/** Variance of a day's count: mean × (base + slope × mean). */
export interface DispersionModel {
  readonly base: number
  readonly slope: number
  /** Degrees of freedom (blocks − cells) it was learnt from; 0 when assumed. */
  readonly degreesOfFreedom: number
  readonly source: 'days' | 'history' | 'default'
}
