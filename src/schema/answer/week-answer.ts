import { z } from 'zod'
import { Note } from '../note.ts'
import { Alert, HeldBack } from './alerts-answer.ts'
import { FatigueSeries } from './fatigue-answer.ts'
import { FileAnswer } from './file-answer.ts'
import { FraudSite } from './fraud-answer.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { RankRow } from './rank-answer.ts'

/** A week of a project: what changed, what to scale and to stop, what wears out, fraud, targets, and what is open. */
export const Week = z.object({
  project: z.string(),
  /** The newest seven days on which conversions are no longer expected, and the seven before; `null` without days. */
  days: z.object({ from: z.string(), to: z.string() }).nullable(),
  before: z.object({ from: z.string(), to: z.string() }).nullable(),
  currency: z.string().nullable(),
  event: z.string().nullable(),
  figures: z.array(
    z.object({
      metric: z.string(),
      label: z.string(),
      unit: z.string(),
      now: z.number().nullable(),
      before: z.number().nullable(),
      /** Now ÷ before − 1. */
      change: z.number().nullable(),
    }),
  ),
  winners: z.array(RankRow),
  losers: z.array(RankRow),
  fatigue: z.array(FatigueSeries),
  fraud: z.array(FraudSite),
  /** Networks that have a target. */
  targets: z.array(RankRow),
  alerts: z.array(Alert),
  heldBack: z.array(HeldBack),
  /** Why a part is empty. */
  notComputed: NotComputed,
  notes: z.array(Note),
  freshness: Freshness,
})
export type Week = z.infer<typeof Week>

/** The page, and the values it was made of. */
export const WeekReportAnswer = FileAnswer.extend({ week: Week })
export type WeekReportAnswer = z.infer<typeof WeekReportAnswer>
