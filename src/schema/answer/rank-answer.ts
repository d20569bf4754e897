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
  shrunk: z.number().nullable(),
  shrunkInterval: RateInterval.nullable(),
  probabilityBest: z.number().nullable(),
  expectedLoss: z.number().nullable(),
  decision: Decision,
  reasons: z.array(Reason),
  budgetFactor: z.number().nullable(),
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
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness,
})
export type RankAnswer = z.infer<typeof RankAnswer>
