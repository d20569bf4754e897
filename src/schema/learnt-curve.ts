/** What delays are learnt from: reports of the same days that were read again, or raw logs that tell touch and install. */
export const DELAY_EVIDENCE = ['restatements', 'touches'] as const
export type DelayEvidence = (typeof DELAY_EVIDENCE)[number]

/** Which share of a day's count has come when the day is 0, 1, 2 … days old, as a project's own rows tell it. */
export interface LearntCurve {
  readonly evidence: DelayEvidence
  readonly source: string
  /** `null` for all networks of the source together. */
  readonly network: string | null
  /** `impressions`, or an event as `event.install` or `unique.purchase`. */
  readonly field: string
  /** By age from 0; older days have all of it. Above 1 where the source takes something back later. */
  readonly share: readonly number[]
  /** Variance of ln share at each age, dispersion included. */
  readonly logVariance: readonly number[]
  /** Variance of what comes in a step beside that of a binomial. */
  readonly dispersion: number
  /** Different days it was learnt from. */
  readonly days: number
  /** What those days count in the end. */
  readonly conversions: number
  /** Why it is not used, or `null`. */
  readonly tooLittle: string | null
}

/** The first age from which on less than this share of a day is still to come, or to be taken back. */
export function matureAgeOf({ share }: Pick<LearntCurve, 'share'>, below = 0.02): number {
  return share.findLastIndex((come) => Math.abs(1 - come) >= below) + 1
}

/** The share that has come by an age and the variance of its logarithm; all has come after the last age. */
export function comeBy(
  { share, logVariance }: Pick<LearntCurve, 'share' | 'logVariance'>,
  age: number,
): { readonly share: number; readonly logVariance: number } {
  const at = Math.max(0, age)
  return { share: share[at] ?? 1, logVariance: logVariance[at] ?? 0 }
}
