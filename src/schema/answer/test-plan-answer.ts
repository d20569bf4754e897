import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'
import { TestDesign } from '../project-test.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { TestPrice } from './power-answer.ts'

/** A number a plan rests on, and where it is from. */
export const Assumption = z.object({ value: z.number().nullable(), from: z.string() })
export type Assumption = z.infer<typeof Assumption>

export const PlannedPrice = TestPrice.omit({ installsPerArm: true, impressionsPerArm: true }).extend({
  arms: z.array(z.object({ arm: z.string(), installs: z.number().int(), impressions: z.number().int() })),
})
export type PlannedPrice = z.infer<typeof PlannedPrice>

export const TestPlanAnswer = z.object({
  /** Name it was written under in `permille.yaml`; `null` when nothing was written. */
  saved: z.string().nullable(),
  arms: z.array(z.object({ arm: z.string(), key: z.string(), control: z.boolean(), delivered: z.boolean() })),
  question: z.object({
    by: z.string(),
    event: z.string(),
    design: TestDesign,
    start: Day,
    end: Day.nullable(),
    strata: z.array(z.string()),
    lift: z.number(),
    smallestEffect: z.number(),
    alpha: z.number(),
    power: z.number(),
    minimumDays: z.number().int(),
    explorationDays: z.number().int(),
  }),
  assumptions: z.object({
    ipm: Assumption,
    cpm: Assumption,
    dailyImpressions: Assumption,
    dispersion: Assumption,
  }),
  currency: z.string().nullable(),
  fixedHorizon: PlannedPrice.nullable(),
  declaredHorizon: PlannedPrice.nullable(),
  peekSafe: PlannedPrice.nullable(),
  /** What can be found by the declared end at this pace. */
  atEnd: z.object({ days: z.number().int(), lift: z.number() }).nullable(),
  notComputed: NotComputed,
  notes: z.array(Note),
  freshness: Freshness,
})
export type TestPlanAnswer = z.infer<typeof TestPlanAnswer>
