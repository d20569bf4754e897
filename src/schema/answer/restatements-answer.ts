import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'

const Counted = z.object({
  source: z.string(),
  sourceLabel: z.string(),
  report: z.string(),
  /** `impressions`, `clicks`, or an event. */
  field: z.string(),
  basis: z.string(),
})

/** What a report said of a day, and what it says now. */
export const RestatedCount = Counted.extend({
  day: Day,
  before: z.number(),
  now: z.number(),
  /** Now ÷ before − 1. */
  change: z.number().nullable(),
})
export type RestatedCount = z.infer<typeof RestatedCount>

/** How much of what is known now was still to come when days were so many days old. */
export const DriftAtAge = Counted.extend({
  age: z.number().int(),
  /** Days that were seen at this age and again later. */
  days: z.number().int(),
  /** Share of today's count that was added after this age; below 0 where it was taken back. */
  added: z.number().nullable(),
  notComputed: NotComputed,
})
export type DriftAtAge = z.infer<typeof DriftAtAge>

export const RestatementsAnswer = z.object({
  asOf: Day.nullable(),
  days: z.array(RestatedCount),
  drift: z.array(DriftAtAge),
  /** Sums over the days that were known before, then and now. */
  totals: z.array(Counted.extend({ days: z.number().int(), before: z.number(), now: z.number() })),
  /** Reason per source that nothing can be said of. */
  notComputed: NotComputed,
  notes: z.array(Note),
  freshness: Freshness,
})
export type RestatementsAnswer = z.infer<typeof RestatementsAnswer>
