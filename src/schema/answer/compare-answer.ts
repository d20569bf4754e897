import { z } from 'zod'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'
import { RateInterval, Reason, RowTarget, TargetReached } from './rank-answer.ts'

/** One of the compared objects; rates are per impression, `adjusted` on the mix common to all. */
export const ComparedObject = z.object({
  key: z.string(),
  name: z.string(),
  impressions: z.number().nullable(),
  conversions: z.number().nullable(),
  rate: z.number().nullable(),
  perMille: z.number().nullable(),
  interval: RateInterval.nullable(),
  adjusted: z.number().nullable(),
  adjustedInterval: RateInterval.nullable(),
  probabilityBest: z.number().nullable(),
  /** The target of permille.yaml that holds for it, and whether its interval reaches it. */
  target: RowTarget.nullable(),
  targetReached: TargetReached.nullable(),
  notComputed: NotComputed,
})
export type ComparedObject = z.infer<typeof ComparedObject>

/** Rate of the first over rate of the second, like compared with like. */
export const PairComparison = z.object({
  first: z.string(),
  second: z.string(),
  comparable: z.boolean(),
  ratio: z.number().nullable(),
  /** An upper bound that is `null` does not exist. */
  interval: z.object({ low: z.number(), high: z.number().nullable(), level: z.number() }).nullable(),
  /** Probability that the first is better. */
  probabilityBetter: z.number().nullable(),
  qValue: z.number().nullable(),
  /** The ratio of plain rates, which the mix may mislead. */
  pooledRatio: z.number().nullable(),
  overlap: z.number(),
  /** Pooled and adjusted ratio point in opposite directions. */
  simpson: z.boolean(),
  /** Whether the ratio differs between the places both ran in. */
  heterogeneity: z
    .object({
      /** Cochran's Q over the noise. */
      q: z.number(),
      degreesOfFreedom: z.number().int(),
      pValue: z.number(),
      /** Variance, on the log scale, of what a place adds to either of them beyond noise. */
      kappa: z.number(),
      byStratum: z.array(
        z.object({ stratum: z.string(), ratio: z.number(), low: z.number(), high: z.number().nullable() }),
      ),
    })
    .nullable(),
  /** Whether either is surely no worse than the other by more than the margin; bounds are one-sided. */
  nonInferiority: z
    .object({
      margin: z.number(),
      level: z.number(),
      first: z.object({ bound: z.number(), holds: z.boolean() }),
      second: z.object({ bound: z.number(), holds: z.boolean() }),
    })
    .nullable(),
  /** What the second still lacks to see the smallest difference that matters. */
  needed: z.object({
    conversions: z.number(),
    impressions: z.number().nullable(),
    days: z.number().nullable(),
  }),
  reasons: z.array(Reason),
  notComputed: NotComputed,
})
export type PairComparison = z.infer<typeof PairComparison>

export const CompareAnswer = z.object({
  question: ResolvedQuestion.extend({
    event: z.string(),
    by: z.string(),
    /** Dimensions of the strata, before they are coarsened. */
    strata: z.array(z.string()),
    /** How much worse still counts as no worse. */
    margin: z.number(),
  }),
  objects: z.array(ComparedObject),
  comparisons: z.array(PairComparison),
  /** Keys from the highest rate to the lowest; `adjusted` holds only what can be compared. */
  orders: z.object({ pooled: z.array(z.string()), adjusted: z.array(z.string()) }),
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness,
})
export type CompareAnswer = z.infer<typeof CompareAnswer>
