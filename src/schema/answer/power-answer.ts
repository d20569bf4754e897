import { z } from 'zod'
import { Note } from '../note.ts'
import { NotComputed } from './not-computed.ts'

/** What a test costs when it is read in one way; installs are those each arm has at the control's rate. */
export const TestPrice = z.object({
  installsPerArm: z.number().int(),
  impressionsPerArm: z.number().int(),
  impressions: z.number().int(),
  spend: z.number().nullable(),
  days: z.number().int().nullable(),
})
export type TestPrice = z.infer<typeof TestPrice>

export const PowerAnswer = z.object({
  question: z.object({
    ipm: z.number(),
    lift: z.number(),
    power: z.number(),
    alpha: z.number(),
    arms: z.number().int(),
    dispersion: z.number(),
    cpm: z.number().nullable(),
    dailyImpressions: z.number().nullable(),
  }),
  /** Read once, at its end. */
  fixedHorizon: TestPrice,
  /** Read whenever somebody likes, with the same power. */
  peekSafe: TestPrice,
  /** Read at declared looks up to a declared end. */
  declaredHorizon: TestPrice,
  notComputed: NotComputed,
  notes: z.array(Note),
})
export type PowerAnswer = z.infer<typeof PowerAnswer>
