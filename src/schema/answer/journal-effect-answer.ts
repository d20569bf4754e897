import { z } from 'zod'
import { Day } from '../day.ts'
import { JournalEntry } from '../journal.ts'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'
import { Estimate } from './rank-answer.ts'

/** A rate before and after a change; `ratio` compares inside the same places. */
export const ReadSide = z.object({
  before: z.object({ impressions: z.number(), conversions: z.number(), perMille: z.number().nullable() }),
  after: z.object({ impressions: z.number(), conversions: z.number(), perMille: z.number().nullable() }),
  ratio: Estimate.nullable(),
})
export type ReadSide = z.infer<typeof ReadSide>

export const JournalEffectAnswer = z.object({
  question: ResolvedQuestion.extend({
    event: z.string(),
    /** What places are told apart by besides the network. */
    by: z.array(z.string()),
    days: z.number().int(),
  }),
  entry: JournalEntry,
  before: z.object({ from: Day, to: Day }),
  /** `null` where no day after it is mature. */
  after: z.object({ from: Day, to: Day }).nullable(),
  changed: ReadSide,
  rest: ReadSide,
  /** Change of what was changed over that of the rest. */
  effect: Estimate.nullable(),
  /** Never more than this: nothing was assigned at random. */
  label: z.literal('observational'),
  dispersion: z.number(),
  /** The same reading at earlier days on which nothing is known to have changed. */
  drift: z.object({ windows: z.number().int(), asLarge: z.number().int(), factor: z.number() }),
  sentence: z.string(),
  notComputed: NotComputed,
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness,
})
export type JournalEffectAnswer = z.infer<typeof JournalEffectAnswer>
