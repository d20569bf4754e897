import { z } from 'zod'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'

/** What was observed, what it is worth believing, and the range it lies in at 95 %. */
export const BelievedFigure = z.object({
  observed: z.number().nullable(),
  believed: z.number(),
  low: z.number(),
  high: z.number(),
})
export type BelievedFigure = z.infer<typeof BelievedFigure>

/** One object with what its impressions and its installs are worth. */
export const ValueRow = z.object({
  rank: z.number().int().nullable(),
  key: z.string(),
  name: z.string(),
  networks: z.array(z.string()),
  impressions: z.number().nullable(),
  installs: z.number().nullable(),
  /** Installs old enough to tell the revenue, and that revenue. */
  cohortInstalls: z.number().nullable(),
  revenue: z.number().nullable(),
  ipm: BelievedFigure.nullable(),
  valuePerInstall: BelievedFigure.nullable(),
  /** How much of the value per install is the object's own evidence, 0–1. */
  ownEvidence: z.number().nullable(),
  /** IPM × value per install. */
  valuePerMille: BelievedFigure.nullable(),
  /** Share of installs that came back on a day, with its interval at 95 %; `null` where nobody tells. */
  retention: z.array(
    z.object({
      day: z.number().int(),
      installs: z.number().nullable(),
      rate: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  ),
  notComputed: NotComputed,
})
export type ValueRow = z.infer<typeof ValueRow>

export const ValueAnswer = z.object({
  question: ResolvedQuestion.extend({ by: z.string(), day: z.number().int(), order: z.string() }),
  currency: z.string().nullable(),
  rows: z.array(ValueRow),
  /** What such objects are like, and how much their true values differ (coefficient of variation). */
  typical: z.object({
    ipm: z.number().nullable(),
    valuePerInstall: z.number().nullable(),
    variation: z.number().nullable(),
  }),
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness,
})
export type ValueAnswer = z.infer<typeof ValueAnswer>
