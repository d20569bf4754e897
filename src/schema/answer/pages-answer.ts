import { z } from 'zod'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'
import { RateInterval } from './rank-answer.ts'

export const PAGE_DIMENSIONS = ['landing_page', 'store_page'] as const

/** One address a browser was led to on its way to a page. */
export const PageHop = z.object({
  address: z.string(),
  /** `null` where nothing answered. */
  status: z.number().int().nullable(),
  /** Who led there: whoever asked, the server before it, or the page before it. */
  by: z.enum(['asked', 'server', 'page']),
})
export type PageHop = z.infer<typeof PageHop>

/** What opening a page once took, in milliseconds from asking for the first address. */
export const PageLoad = z.object({
  hops: z.array(PageHop),
  status: z.number().int(),
  requests: z.number().int(),
  /** As they came over the line, everything the page asked for included. */
  bytes: z.number().int(),
  firstByteMs: z.number(),
  /** Until the first text or picture; `null` where the page shows none. */
  paintMs: z.number().nullable(),
  loadMs: z.number(),
})
export type PageLoad = z.infer<typeof PageLoad>

/** The times of one page: the load of middle length of several, how far they lie apart, or why there is none. */
export const PageTiming = z.object({
  address: z.string(),
  at: z.iso.datetime(),
  loads: z.number().int(),
  load: PageLoad.nullable(),
  fastestMs: z.number().nullable(),
  slowestMs: z.number().nullable(),
  notComputed: NotComputed,
})
export type PageTiming = z.infer<typeof PageTiming>

/** What one page made of its clicks. */
export const PageRow = z.object({
  key: z.string(),
  name: z.string(),
  networks: z.array(z.string()),
  clicks: z.number().nullable(),
  conversions: z.number().nullable(),
  /** Conversions per click. */
  rate: z.number().nullable(),
  interval: RateInterval.nullable(),
  /** What the rate is worth believing on one mix of places. */
  adjusted: z.number().nullable(),
  adjustedInterval: RateInterval.nullable(),
  probabilityBest: z.number().nullable(),
  overlap: z.number().nullable(),
  timing: PageTiming.nullable(),
  notComputed: NotComputed,
})
export type PageRow = z.infer<typeof PageRow>

export const PagesAnswer = z.object({
  question: ResolvedQuestion.extend({ by: z.enum(PAGE_DIMENSIONS), event: z.string() }),
  rows: z.array(PageRow),
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness,
})
export type PagesAnswer = z.infer<typeof PagesAnswer>

export const PagesTimeAnswer = z.object({
  timings: z.array(PageTiming),
  /** Pages that are told by name or with a placeholder, so that no address could be asked. */
  skipped: z.array(z.object({ name: z.string(), reason: z.string() })),
})
export type PagesTimeAnswer = z.infer<typeof PagesTimeAnswer>
