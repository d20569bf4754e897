import { z } from 'zod'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'

/** A rate over another one, with the range it lies in at 95 %. */
export const ElementRatio = z.object({ ratio: z.number(), low: z.number(), high: z.number() })
export type ElementRatio = z.infer<typeof ElementRatio>

/** What surely goes with a higher or lower rate (q ≤ 5 %, and an interval on one side of 1), and what may be either. */
export const ElementVerdict = z.enum(['higher', 'lower', 'open', 'not_computed'])
export type ElementVerdict = z.infer<typeof ElementVerdict>

/** One value of an element against creatives that carry another value of it. */
export const ElementRow = z.object({
  element: z.string(),
  value: z.string(),
  verdict: ElementVerdict,
  /** Creatives that carry it, and that carry another value. */
  creatives: z.number().int(),
  others: z.number().int(),
  exposure: z.number(),
  conversions: z.number(),
  spendShare: z.number().nullable(),
  /** Worth believing: drawn to no effect by as much as it is uncertain. */
  effect: ElementRatio.nullable(),
  /** As measured with all other elements held apart. */
  unshrunk: ElementRatio.nullable(),
  pValue: z.number().nullable(),
  /** Share of false finds among all values with a q as low, of this answer or channel. */
  qValue: z.number().nullable(),
  /** Plain rate over that of the others, nothing held apart. */
  pooled: z.number().nullable(),
  /** Whether plain rates say the opposite of what is 90 % sure. */
  isMisleading: z.boolean(),
  /** Values of other elements that share this effect because they cannot be told apart from it. */
  alike: z.array(z.object({ element: z.string(), value: z.string(), correlation: z.number() })),
  notComputed: NotComputed,
})
export type ElementRow = z.infer<typeof ElementRow>

/** The same inside one network or country, and how it differs from everywhere else. */
export const ElementChannel = z.object({
  channel: z.string(),
  label: z.string(),
  creatives: z.number().int(),
  rows: z.array(ElementRow),
  /** Effect here over the effect elsewhere, of the same creatives; q over all channels. */
  differences: z.array(
    z.object({
      element: z.string(),
      value: z.string(),
      creatives: z.number().int(),
      times: ElementRatio,
      pValue: z.number(),
      qValue: z.number(),
    }),
  ),
  notComputed: NotComputed,
})
export type ElementChannel = z.infer<typeof ElementChannel>

const Value = z.object({ element: z.string(), value: z.string() })

export const SharedValue = Value.extend({
  winners: z.number().int(),
  losers: z.number().int(),
  /** Share among winners less that among losers. */
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  pValue: z.number(),
  qValue: z.number(),
})
export type SharedValue = z.infer<typeof SharedValue>

/** A combination nobody ran, at most two values away from a creative that did. */
export const UntriedRow = z.object({
  values: z.array(z.string()),
  changes: z.array(Value),
  nearest: z.object({ key: z.string(), name: z.string() }),
  /** Rate the elements promise over that of the typical creative. */
  expected: ElementRatio,
  /** Range in which one creative made so lies, its own quality included. */
  creative: z.object({ low: z.number(), high: z.number() }),
  probabilityBetter: z.number(),
})
export type UntriedRow = z.infer<typeof UntriedRow>

export const ElementsAnswer = z.object({
  question: ResolvedQuestion.extend({
    by: z.string(),
    metric: z.string(),
    label: z.string(),
    event: z.string(),
    elements: z.array(z.string()),
    per: z.string().nullable(),
  }),
  /** Creatives that were read, and those that say too little. */
  creatives: z.object({ read: z.number().int(), leftOut: z.number().int() }),
  /** Standard deviations of log rates between values of an element, and between creatives beyond their elements. */
  spread: z.object({ element: z.number(), creative: z.number() }).nullable(),
  /** Share of the variance between creatives that goes with their elements. */
  explained: z.number().nullable(),
  rows: z.array(ElementRow),
  channels: z.array(ElementChannel),
  /** Elements of which nothing can be said, and how many values of the others too few creatives carry. */
  unread: z.array(z.object({ element: z.string(), reason: z.string() })),
  rare: z.array(z.object({ element: z.string(), values: z.number().int() })),
  /** Values of different elements that often go together. */
  together: z.array(z.object({ one: Value, other: Value, correlation: z.number() })),
  /** What creatives surely better than typical share that those surely worse lack. */
  shared: z
    .object({ winners: z.number().int(), losers: z.number().int(), values: z.array(SharedValue) })
    .nullable(),
  untried: z.object({ elements: z.array(z.string()), rows: z.array(UntriedRow) }).nullable(),
  /** The evidence in Markdown, where it was asked for. */
  brief: z.string().nullable(),
  notComputed: NotComputed,
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness,
})
export type ElementsAnswer = z.infer<typeof ElementsAnswer>
