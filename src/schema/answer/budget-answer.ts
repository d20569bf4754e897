import { z } from 'zod'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'
import { Decision, Estimate, Reason } from './rank-answer.ts'

export const BudgetAction = z.enum(['raise', 'cut', 'stop', 'keep', 'set'])
export type BudgetAction = z.infer<typeof BudgetAction>

/** Money of one object: what it spent in the days asked about, and what to spend in as many days. */
export const BudgetRow = z.object({
  key: z.string(),
  name: z.string(),
  networks: z.array(z.string()),
  decision: Decision,
  /** Why it is decided so, as a ranking says it. */
  reasons: z.array(Reason),
  action: BudgetAction,
  /** Why its money moves or stays, in words. */
  why: z.string(),
  spend: z.number(),
  suggested: z.number(),
  change: z.number(),
  /** Suggested ÷ present spend. */
  factor: z.number(),
  impressions: z.number().nullable(),
  conversions: z.number().nullable(),
  /** Present cost of a thousand impressions. */
  cpm: z.number().nullable(),
  /** Conversions per thousand impressions that are worth believing where it ran. */
  perMille: Estimate.nullable(),
  /** Cost of a conversion at that rate and CPM. */
  cost: Estimate.nullable(),
  /** Conversions to expect of the present and of the suggested amount. */
  now: Estimate.nullable(),
  after: Estimate.nullable(),
  notComputed: NotComputed,
})
export type BudgetRow = z.infer<typeof BudgetRow>

export const BudgetAnswer = z.object({
  question: ResolvedQuestion.extend({
    event: z.string(),
    by: z.string(),
    /** `null` where the present sum is planned. */
    total: z.number().nullable(),
    floor: z.number().nullable(),
    set: z.record(z.string(), z.number()),
  }),
  currency: z.string().nullable(),
  rows: z.array(BudgetRow),
  /** Objects without money, which no money can be planned for. */
  leftOut: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      impressions: z.number().nullable(),
      conversions: z.number().nullable(),
      reason: z.string(),
    }),
  ),
  totals: z.object({
    rows: z.number().int(),
    spend: z.number().nullable(),
    planned: z.number().nullable(),
    /** Money that changes its place. */
    moved: z.number().nullable(),
    /** Money the evidence places nowhere in one step. */
    unassigned: z.number().nullable(),
    /** What an object still tested keeps at least. */
    floor: z.number().nullable(),
    /** Conversions counted in these days, and expected of the present and of the suggested amounts. */
    conversions: z.number().nullable(),
    now: Estimate.nullable(),
    after: Estimate.nullable(),
    change: Estimate.nullable(),
    costNow: Estimate.nullable(),
    costAfter: Estimate.nullable(),
    notComputed: NotComputed,
  }),
  /** How prices follow money: what is assumed, and what was observed. */
  price: z.object({
    assumed: z.enum(['equal', 'observed']),
    /** Per cent more impressions for one per cent more money; `null` where it cannot be read. */
    response: Estimate.nullable(),
    /** CPM of doubled money over the present one. */
    doubled: Estimate.nullable(),
    /** Objects on networks, and days of them, it was read from. */
    objects: z.number().int().nullable(),
    days: z.number().int().nullable(),
    notComputed: NotComputed,
  }),
  /** What all figures about the planned amounts rest on. */
  assumption: z.string(),
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness,
})
export type BudgetAnswer = z.infer<typeof BudgetAnswer>
