import { z } from 'zod'
import { Note } from '../note.ts'
import { TestDesign } from '../project-test.ts'
import { FactorAnswer } from './factor-answer.ts'
import { NotComputed } from './not-computed.ts'
import { RateInterval, Reason } from './rank-answer.ts'

/** One arm of a test; rates, intervals and losses are conversions per impression. */
export const CheckedArm = z.object({
  arm: z.string(),
  impressions: z.number().nullable(),
  conversions: z.number().nullable(),
  rate: z.number().nullable(),
  interval: RateInterval.nullable(),
  /** The rate shrunk towards the other arms, as far as all tests of the table say arms differ. */
  shrunk: z.number().nullable(),
  probabilityBest: z.number().nullable(),
  /** Rate lost on average by choosing this arm instead of the best. */
  expectedLoss: z.number().nullable(),
  notComputed: NotComputed,
})
export type CheckedArm = z.infer<typeof CheckedArm>

/** Whether impressions were split as designed. */
export const SampleRatio = z.object({
  p: z.number().nullable(),
  flagged: z.boolean(),
  /** Largest relative deviation of an arm's share from the designed one. */
  deviation: z.number().nullable(),
  basis: z.enum(['counts', 'daily shares', 'users']).nullable(),
  /** ln of the evidence against the designed split that may be read every day; on users only. */
  logEvidence: z.number().nullable(),
  notComputed: NotComputed,
})
export type SampleRatio = z.infer<typeof SampleRatio>

export const TestVerdict = z.enum(['invalid', 'winner', 'ahead', 'no_meaningful_difference', 'keep_running'])

export const CheckedTest = z.object({
  test: z.string(),
  arms: z.array(CheckedArm),
  sampleRatio: SampleRatio,
  verdict: TestVerdict,
  winner: z.string().nullable(),
  /** The arm as far ahead as a winner would be, where delivery was not designed. */
  ahead: z.string().nullable(),
  design: TestDesign,
  /** Days with counts; `null` when the table has no dates. */
  days: z.number().int().nullable(),
  reasons: z.array(Reason),
  notes: z.array(Note),
})
export type CheckedTest = z.infer<typeof CheckedTest>

export const TestCheckAnswer = z.object({
  tests: z.array(CheckedTest),
  /** What the arms' factors do; only where factors were named. */
  factors: FactorAnswer.optional(),
  notes: z.array(Note),
})
export type TestCheckAnswer = z.infer<typeof TestCheckAnswer>
