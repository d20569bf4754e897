import { z } from 'zod'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'

export const Decision = z.enum(['scale', 'keep', 'keep_testing', 'sunset', 'not_enough_data'])
export type Decision = z.infer<typeof Decision>

/** A range the true rate lies in with probability `level`; per impression. */
export const RateInterval = z.object({ low: z.number(), high: z.number(), level: z.number() })
export type RateInterval = z.infer<typeof RateInterval>

export const Reason = z.object({ code: z.string(), message: z.string() })
export type Reason = z.infer<typeof Reason>

/** A figure with the range it lies in at 95 %. */
export const Estimate = z.object({ estimate: z.number(), low: z.number(), high: z.number() })
export type Estimate = z.infer<typeof Estimate>

/** How rates were put on a common mix of places; a single group and no strata where they were not. */
export const Adjustment = z.object({
  dimensions: z.array(z.string()),
  /** Days the mix is of; `null` where it is that of the ranked rows themselves. */
  mixDays: z.object({ from: z.string(), to: z.string() }).nullable(),
  strata: z.array(
    z.object({
      stratum: z.string(),
      /** Share of the group's impressions in the mix. */
      share: z.number(),
      /** Rate of the stratum, the group's typical one being 1. */
      multiplier: z.number(),
      group: z.number().int(),
    }),
  ),
  /** Groups that share no stratum and are therefore not ranked against each other. */
  groups: z.number().int(),
  /** Pairs whose plain rates mislead, surest first. */
  misleading: z.array(
    z.object({ higherPooled: z.string(), higherAdjusted: z.string(), probability: z.number() }),
  ),
})
export type Adjustment = z.infer<typeof Adjustment>

/** What a ranking may be decided against instead of the others: a rate per mille, or a cost. */
export const RankTarget = z.object({
  metric: z.enum(['rate', 'cost']),
  label: z.string(),
  value: z.number(),
  app: z.string().nullable(),
  country: z.string().nullable(),
  network: z.string().nullable(),
  os: z.string().nullable(),
})
export type RankTarget = z.infer<typeof RankTarget>

/** The target of one row, with the rate that reaches it. */
export const RowTarget = RankTarget.extend({
  /** Metric, value and where it holds. */
  description: z.string(),
  /** Conversions per thousand impressions that reach it; for a cost, at the row's own CPM. */
  perMille: z.number(),
  /** Cost of a thousand impressions of the row, where the target is a cost. */
  cpm: z.number().nullable(),
})
export type RowTarget = z.infer<typeof RowTarget>

/** Whether a target is met or missed, or still open because the interval holds what is needed. */
export const TargetReached = z.enum(['met', 'missed', 'open'])
export type TargetReached = z.infer<typeof TargetReached>

/** One ranked object; rates, intervals and losses are per impression. */
export const RankRow = z.object({
  rank: z.number().int().nullable(),
  key: z.string(),
  name: z.string(),
  networks: z.array(z.string()),
  impressions: z.number().nullable(),
  clicks: z.number().nullable(),
  spend: z.number().nullable(),
  currency: z.string().nullable(),
  conversions: z.number().nullable(),
  rate: z.number().nullable(),
  perMille: z.number().nullable(),
  interval: RateInterval.nullable(),
  exactInterval: RateInterval.nullable(),
  dispersion: z.number().nullable(),
  /** The rate on the common mix of places, before shrinkage. */
  adjusted: z.number().nullable(),
  /** What the rate on the common mix is worth believing. */
  shrunk: z.number().nullable(),
  shrunkInterval: RateInterval.nullable(),
  probabilityBest: z.number().nullable(),
  expectedLoss: z.number().nullable(),
  /** How far it ran where the others of its group did, 0–1. */
  overlap: z.number().nullable(),
  /** Group it is ranked in; 1 is the largest. */
  group: z.number().int().nullable(),
  /** Rate it is decided against: the others of its group, or the target. */
  benchmark: z.number().nullable(),
  /** The target of permille.yaml it is decided against; `null` where that is the others of its group. */
  target: RowTarget.nullable(),
  decision: Decision,
  reasons: z.array(Reason),
  budgetFactor: z.number().nullable(),
  /** At equal cost per impression: conversions more than the benchmark would have earned, and change of their cost. */
  conversionsGained: Estimate.nullable(),
  costChange: Estimate.nullable(),
  basis: z.string().nullable(),
  /** Conversions per thousand impressions by day, oldest first, for a sparkline. */
  trend: z.array(z.object({ day: z.string(), impressions: z.number(), conversions: z.number() })),
  notComputed: NotComputed,
})
export type RankRow = z.infer<typeof RankRow>

export const RankAnswer = z.object({
  question: ResolvedQuestion.extend({
    metric: z.string(),
    event: z.string(),
    by: z.string(),
    minImpressions: z.number(),
    order: z.string(),
  }),
  rows: z.array(RankRow),
  /** Conversions that no impression belongs to (organic, networks without delivery), never ranked. */
  apart: z.array(
    z.object({ key: z.string(), name: z.string(), conversions: z.number(), reason: z.string() }),
  ),
  totals: z.object({
    impressions: z.number().nullable(),
    conversions: z.number().nullable(),
    rate: z.number().nullable(),
    perMille: z.number().nullable(),
    rows: z.number().int(),
    hidden: z.number().int(),
  }),
  benchmark: z.number().nullable(),
  adjustment: Adjustment,
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness,
})
export type RankAnswer = z.infer<typeof RankAnswer>
