import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'

/** What a change is made of, in installs per thousand impressions; the four add up to it. */
export const ChangeParts = z.object({
  /** Other places got the impressions. */
  mix: z.number(),
  /** Clicks per impression. */
  ctr: z.number(),
  /** Conversions per click. */
  cvr: z.number(),
  /** Conversions after a view, without a click, and all those of places whose clicks nobody counts. */
  view: z.number(),
})
export type ChangeParts = z.infer<typeof ChangeParts>

export const CHANGE_PARTS = ['mix', 'ctr', 'cvr', 'view'] as const

/** One side of the change. */
export const ExplainedSide = z.object({
  label: z.string(),
  from: Day.nullable(),
  to: Day.nullable(),
  impressions: z.number(),
  clicks: z.number().nullable(),
  conversions: z.number(),
  spend: z.number().nullable(),
  perMille: z.number().nullable(),
})
export type ExplainedSide = z.infer<typeof ExplainedSide>

/** What one value of a dimension adds to the change. */
export const Contributor = ChangeParts.extend({
  dimension: z.string(),
  value: z.string().nullable(),
  total: z.number(),
  /** Its share of the impressions, and its rate, on both sides. */
  shareBefore: z.number(),
  shareAfter: z.number(),
  perMilleBefore: z.number().nullable(),
  perMilleAfter: z.number().nullable(),
})
export type Contributor = z.infer<typeof Contributor>

const Range = z.object({ low: z.number(), high: z.number() })
/** Where each part of the rate lies, in what it did to money. */
const PartRanges = z.object({ mix: Range, ctr: Range, cvr: Range, view: Range })

export const ExplainAnswer = z.object({
  question: ResolvedQuestion.extend({
    event: z.string(),
    /** What places are told apart by. */
    by: z.array(z.string()),
    kind: z.enum(['periods', 'groups']),
  }),
  currency: z.string().nullable(),
  before: ExplainedSide,
  after: ExplainedSide,
  /** Change of the rate per thousand impressions. */
  change: z.number().nullable(),
  parts: ChangeParts.nullable(),
  /** Whether clicks are known at every place; where they are not, all its conversions stand in `view`. */
  knowsClicks: z.boolean(),
  /** Where each part lies at 95 %, by chance alone. */
  intervals: PartRanges.nullable(),
  /** Over-dispersion the intervals were made with. */
  dispersion: z.number().nullable(),
  /** The largest of each dimension first. */
  contributors: z.array(Contributor),
  /** Change of the cost per conversion in money: the price of impressions, and what the parts of the rate did to it. */
  cost: z
    .object({
      before: z.number(),
      after: z.number(),
      change: z.number(),
      price: z.number(),
      rate: ChangeParts,
      /** Where each part lies at 95 %, as days differ. */
      intervals: z.object({ price: Range, rate: PartRanges }).nullable(),
    })
    .nullable(),
  /** Change of the price of a thousand impressions: other places got them, and prices inside places. */
  price: z
    .object({
      before: z.number(),
      after: z.number(),
      change: z.number(),
      mix: z.number(),
      price: z.number(),
      /** Where each part lies at 95 %, as days differ. */
      intervals: z.object({ mix: Range, price: Range }).nullable(),
    })
    .nullable(),
  /** Change of revenue per unit of spend: what a conversion brings, and what it costs. */
  roas: z
    .object({
      /** Revenue to this day after the install; `null` for all that was booked in the days asked about. */
      day: z.number().int().nullable(),
      before: z.number(),
      after: z.number(),
      change: z.number(),
      /** Revenue of a conversion. */
      value: z.number(),
      /** Price of impressions. */
      price: z.number(),
      rate: ChangeParts,
      /** Days and networks whose revenue is not known. */
      coverage: z.number(),
      /** Where each part lies at 95 %, as days differ. */
      intervals: z.object({ value: Range, price: Range, rate: PartRanges, coverage: Range }).nullable(),
    })
    .nullable(),
  /** The answer in plain words. */
  sentence: z.string(),
  notComputed: NotComputed,
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness,
})
export type ExplainAnswer = z.infer<typeof ExplainAnswer>
