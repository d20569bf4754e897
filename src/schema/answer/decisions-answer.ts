import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { Estimate } from './rank-answer.ts'

export const ADVICE = ['rank', 'budget', 'fatigue'] as const
export const AdvisedAction = z.enum(['scale', 'sunset', 'raise', 'cut', 'stop', 'replace'])
export type AdvisedAction = z.infer<typeof AdvisedAction>

export const DoneAction = z.enum(['raised', 'cut', 'stopped', 'kept'])
export type DoneAction = z.infer<typeof DoneAction>

/** What was suggested, with the question and the evidence of that day. */
export const Suggestion = z.object({
  advice: z.enum(ADVICE),
  by: z.string(),
  key: z.string(),
  name: z.string(),
  action: AdvisedAction,
  event: z.string(),
  where: z.array(z.string()),
  from: Day,
  to: Day,
  evidence: z.object({
    impressions: z.number().nullable(),
    conversions: z.number().nullable(),
    spend: z.number().nullable(),
    /** Its share of the money of all that was ranked. */
    share: z.number().nullable(),
    /** Rate over what it was decided against: as measured on the common mix, and as worth believing. Of what wears out, over its baseline. */
    measured: z.number().nullable(),
    believed: Estimate.nullable(),
    /** Probability that the advice is right: above what it was decided against, or below it. */
    claimed: z.number().nullable(),
    /** Planned money over that of the days before. */
    factor: z.number().nullable(),
  }),
})
export type Suggestion = z.infer<typeof Suggestion>

export const AdviceOutcome = z.enum(['held', 'failed', 'open', 'waiting', 'unwatched'])
export type AdviceOutcome = z.infer<typeof AdviceOutcome>

export const DecisionRow = Suggestion.extend({
  number: z.number().int(),
  at: z.string(),
  /** What was done: as somebody entered it, else read from how its share of the money moved; `null` while not known. */
  done: z
    .object({
      what: DoneAction,
      entered: z.boolean(),
      /** Its share of the money after, over that before. */
      shareFactor: z.number().nullable(),
      note: z.string(),
    })
    .nullable(),
  followed: z.boolean().nullable(),
  /** Days after those of the evidence that are mature. */
  after: z.object({ from: Day, to: Day }).nullable(),
  /** Rate over the others from those days alone, and the probability that the advice was right. */
  later: Estimate.nullable(),
  right: z.number().nullable(),
  outcome: AdviceOutcome,
  why: z.string(),
})
export type DecisionRow = z.infer<typeof DecisionRow>

export const DecisionsAnswer = z.object({
  days: z.number().int(),
  rows: z.array(DecisionRow),
  score: z.object({
    advised: z.number().int(),
    held: z.number().int(),
    failed: z.number().int(),
    open: z.number().int(),
    waiting: z.number().int(),
    unwatched: z.number().int(),
    /** Of those that held or failed, the share that held. */
    share: Estimate.nullable(),
    /** Mean probability claimed, and mean probability seen later, of those that could be watched. */
    claimed: z.number().nullable(),
    seen: z.number().nullable(),
    notComputed: NotComputed,
  }),
  notes: z.array(Note),
  freshness: Freshness,
})
export type DecisionsAnswer = z.infer<typeof DecisionsAnswer>
