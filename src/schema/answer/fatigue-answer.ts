import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'

export const FatigueState = z.enum(['not_enough_data', 'fresh', 'stable', 'fatiguing', 'exhausted'])
export type FatigueState = z.infer<typeof FatigueState>

/** Share of a rate that was lost, with its interval at 95 %; `null` where none was found. */
export const FatigueDecline = z.object({
  estimate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})

/** One creative: whether it wears out, since when, by how much, and what that cost. */
export const FatigueSeries = z.object({
  /** Its name; `key` tells it apart from others of the same name. */
  creative: z.string(),
  key: z.string(),
  state: FatigueState,
  /** The likeliest first day of the fall, and the days that hold it with 80 %. */
  changed: Day.nullable(),
  changedWithin: z.object({ from: Day, to: Day }).nullable(),
  /** The day on which it was certain enough to say. */
  alarmed: Day.nullable(),
  decline: FatigueDecline,
  /** The newest seven days against the baseline: how far a slow fall has come in all. */
  sinceBaseline: FatigueDecline,
  /** What was lost since the change, against `lostAgainst`. */
  lost: z.object({ installs: z.number().nullable(), spend: z.number().nullable() }),
  lostAgainst: z.string().nullable(),
  /** Chance that a healthy creative raises an alarm within the days watched: at most this. */
  falseAlarm: z.number(),
  /** Chance that the fall is real, given how often creatives wear out. */
  probability: z.number().nullable(),
  /** Which rate fell: clicks per impression, conversions per click, or both; `null` where that cannot be told. */
  where: z.enum(['ctr', 'cvr', 'both']).nullable(),
  /** The fall in each network the creative ran in, where there are several. */
  networks: z.array(z.object({ network: z.string(), decline: FatigueDecline })),
  /** Change of the rate a day since the fall, and the days in which it halves, where it surely goes on falling. */
  forecast: z.object({ perDay: z.number().nullable(), halfLife: z.number().nullable() }),
  /** Conversions and money that the next days would lose, if it went on being shown as in its newest week. */
  ahead: z.object({
    days: z.number().int().nullable(),
    installs: z.number().nullable(),
    spend: z.number().nullable(),
  }),
  /** What it is held against: other creatives (`peers`), or its own weekdays (`own`), and its first days. */
  baseline: z.object({
    against: z.enum(['peers', 'own']),
    from: Day.nullable(),
    to: Day.nullable(),
    conversions: z.number().nullable(),
  }),
  impressions: z.number(),
  conversions: z.number(),
  watchedDays: z.number().int(),
  notComputed: NotComputed,
})
export type FatigueSeries = z.infer<typeof FatigueSeries>

/** One creative to replace: first where most is about to be lost. */
export const Refresh = z.object({
  key: z.string(),
  creative: z.string(),
  state: FatigueState,
  /** What the next days would lose with it. */
  installs: z.number().nullable(),
  spend: z.number().nullable(),
  days: z.number().int().nullable(),
  /** Why, in words. */
  why: z.string(),
})
export type Refresh = z.infer<typeof Refresh>

export const FatigueAnswer = z.object({
  /** What was asked of a project; absent for a bare file. */
  question: ResolvedQuestion.extend({ by: z.string(), event: z.string() }).optional(),
  currency: z.string().nullable(),
  /** The worst first: exhausted, fatiguing, then by what was lost. */
  series: z.array(FatigueSeries),
  /** Which creatives to replace first: by money about to be lost, then conversions. */
  refresh: z.array(Refresh),
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness.optional(),
})
export type FatigueAnswer = z.infer<typeof FatigueAnswer>
