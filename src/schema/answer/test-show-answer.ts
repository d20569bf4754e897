import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { RateInterval } from './rank-answer.ts'
import { SampleRatio } from './test-check-answer.ts'
import { TestState } from './test-state.ts'

/** A ratio to the control; an upper bound that is `null` does not exist yet. */
export const RatioInterval = z.object({ low: z.number(), high: z.number().nullable(), level: z.number() })
export type RatioInterval = z.infer<typeof RatioInterval>

/** An arm of a declared test: rates are per impression, ratios against the control. */
export const TestArm = z.object({
  arm: z.string(),
  control: z.boolean(),
  keys: z.array(z.string()),
  days: z.number().int(),
  impressions: z.number(),
  conversions: z.number(),
  rate: z.number().nullable(),
  perMille: z.number().nullable(),
  interval: RateInterval.nullable(),
  designedShare: z.number().nullable(),
  /** Rate over the control's inside days and strata; its bounds hold at every look together. */
  ratio: z.number().nullable(),
  sequence: RatioInterval.nullable(),
  eValue: z.number().nullable(),
  /** Whether equality with the control is rejected, over all arms together. */
  rejected: z.boolean().nullable(),
  /** p of a test read once, at its end: not for looking every day. */
  fixedHorizonP: z.number().nullable(),
  /** Whether the boundary of the latest declared look is passed. */
  declaredHorizon: z.object({ look: Day, boundary: z.number(), rejected: z.boolean() }).nullable(),
  probabilityBest: z.number().nullable(),
  /** Share of the rate lost on average by choosing this arm now instead of the best. */
  expectedLoss: z.number().nullable(),
  /** Advised share of the next day. */
  advisedShare: z.number().nullable(),
  /** Share of the comparison with the control that both ran for; 1 when always together. */
  overlap: z.number().nullable(),
  notComputed: NotComputed,
})
export type TestArm = z.infer<typeof TestArm>

export const TestCheck = z.object({
  code: z.string(),
  state: z.enum(['passed', 'warning', 'failed', 'not_checked']),
  message: z.string(),
})
export type TestCheck = z.infer<typeof TestCheck>

/** The reading as it stood after one day. */
export const TestLook = z.object({
  day: Day,
  arms: z.array(
    z.object({
      arm: z.string(),
      ratio: z.number().nullable(),
      low: z.number(),
      high: z.number().nullable(),
      eValue: z.number(),
    }),
  ),
})
export type TestLook = z.infer<typeof TestLook>

export const TestShowAnswer = z.object({
  /** Only data of days up to this one are used; `null`: the newest complete day. */
  on: Day.nullable(),
  state: TestState,
  plan: z.object({
    lift: z.number(),
    smallestEffect: z.number(),
    alpha: z.number(),
    power: z.number(),
    minimumDays: z.number().int(),
    explorationDays: z.number().int(),
    strata: z.array(z.string()),
    filters: z.array(z.string()),
  }),
  dispersion: z.object({ value: z.number(), from: z.string() }).nullable(),
  /** How much arms are taken to differ (coefficient of variation), learnt from so many earlier tests; 0: assumed. */
  spread: z.object({ cv: z.number(), tests: z.number().int() }).nullable(),
  arms: z.array(TestArm),
  sampleRatio: SampleRatio.nullable(),
  checks: z.array(TestCheck),
  /** Whether the design allows the word “won”. */
  mayWin: z.boolean(),
  /** True when somebody may stop for cost: the loss of choosing now is below a tenth of the smallest effect. */
  cheapToStop: z.boolean(),
  history: z.array(TestLook),
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness,
})
export type TestShowAnswer = z.infer<typeof TestShowAnswer>
