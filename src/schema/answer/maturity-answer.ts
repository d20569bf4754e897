import { z } from 'zod'
import { Day } from '../day.ts'
import { DELAY_EVIDENCE } from '../learnt-curve.ts'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'

/** The share of a day's count that has come by an age. */
const ShareAtAge = z.object({
  age: z.number().int(),
  share: z.number(),
  /** 95 % interval; the share itself where a person declared it. */
  low: z.number(),
  high: z.number(),
})

/** How late one count of a source comes, and how that is known. */
export const MaturityCurve = z.object({
  source: z.string(),
  sourceLabel: z.string(),
  /** Name of the network; `null` for all of the source together. */
  network: z.string().nullable(),
  /** `impressions`, or an event as `event.install`. */
  field: z.string(),
  /** What answers use: what was learnt, or what permille.yaml or the source declares. */
  used: z.enum(['learnt', 'declared']),
  evidence: z.enum(DELAY_EVIDENCE).nullable(),
  /** Different days it was learnt from, and what they count in the end; 0 where nothing was. */
  days: z.number().int(),
  conversions: z.number(),
  dispersion: z.number().nullable(),
  /** Full days back from its observation that a day is immature. */
  matureAfter: z.number().int(),
  /** The same as declared, and the days back that the source says it changes. */
  declaredMatureAfter: z.number().int(),
  refetchDays: z.number().int(),
  ages: z.array(ShareAtAge),
  notComputed: NotComputed,
})
export type MaturityCurve = z.infer<typeof MaturityCurve>

/** A day on which conversions are still expected, and what it will count in the end. */
export const ImmatureDay = z.object({
  network: z.string(),
  field: z.string(),
  day: Day,
  age: z.number().int(),
  counted: z.number(),
  share: z.number(),
  expected: z.number(),
  low: z.number(),
  high: z.number(),
})
export type ImmatureDay = z.infer<typeof ImmatureDay>

export const MaturityAnswer = z.object({
  curves: z.array(MaturityCurve),
  days: z.array(ImmatureDay),
  notComputed: NotComputed,
  notes: z.array(Note),
  freshness: Freshness,
})
export type MaturityAnswer = z.infer<typeof MaturityAnswer>
