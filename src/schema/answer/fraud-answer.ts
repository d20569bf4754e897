import { z } from 'zod'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'

export const SITE_VERDICTS = ['fraudulent', 'suspicious', 'clean', 'not enough data'] as const
export const SiteVerdict = z.enum(SITE_VERDICTS)
export type SiteVerdict = z.infer<typeof SiteVerdict>

/** One reading of a site beside what the other sites of its places are like. */
export const SiteSignal = z.object({
  name: z.string(),
  /** What is measured, in words; and the figures, as people write them. */
  label: z.string(),
  figures: z.string(),
  /** Kind of cheating it speaks of; two kinds are needed to call a site fraudulent. */
  family: z.string(),
  /** `share`: part of the installs; `ratio`: clicks per install and the like; `seconds`. */
  unit: z.enum(['share', 'ratio', 'seconds']),
  value: z.number(),
  baseline: z.number(),
  /** Share of false finds among signals this strong, over all sites and signals. */
  q: z.number(),
  /** Difference from the baseline in steps of the smallest one that matters; below 1 it is ignored. */
  size: z.number(),
  isFound: z.boolean(),
})
export type SiteSignal = z.infer<typeof SiteSignal>

export const FraudSite = z.object({
  network: z.string(),
  networkLabel: z.string(),
  /** `null` where nobody names the site. */
  site: z.string().nullable(),
  installs: z.number(),
  impressions: z.number().nullable(),
  clicks: z.number().nullable(),
  spend: z.number().nullable(),
  /** Installs the MMP refused, where a raw log tells. */
  rejected: z.number().nullable(),
  verdict: SiteVerdict,
  /** The rule of permille.yaml that decided it. */
  rule: z.enum(['allow', 'reject', 'suspicious']).nullable(),
  /** Why, in words. */
  reason: z.string(),
  signals: z.array(SiteSignal),
  /** Installs by time from click to install, in the steps of `delays`; `null` where no log tells. */
  delays: z.array(z.number()).nullable(),
  notComputed: NotComputed,
})
export type FraudSite = z.infer<typeof FraudSite>

/** Installs per mille impressions three times: as the network claims, as the MMP attributed, and without fraud. */
export const CleanedRate = z.object({
  claimed: z.number().nullable(),
  attributed: z.number().nullable(),
  cleaned: z.number().nullable(),
})
export type CleanedRate = z.infer<typeof CleanedRate>

const NetworkRate = CleanedRate.extend({
  network: z.string(),
  networkLabel: z.string(),
  impressions: z.number().nullable(),
  notComputed: NotComputed,
})

const ThreeWays = <T extends z.ZodType>(value: T) =>
  z.object({ all: value, withoutFraudulent: value, withoutSuspicious: value })

/** Whether decisions about creatives hold without the sites that were found. */
export const SurvivingWinners = z.object({
  /** Key of the creative that leads; `null` where none does. */
  leader: ThreeWays(z.string().nullable()),
  survives: z.boolean().nullable(),
  rows: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      rank: ThreeWays(z.number().int().nullable()),
      perMille: ThreeWays(z.number().nullable()),
      decision: ThreeWays(z.string().nullable()),
    }),
  ),
  notComputed: z.string().nullable(),
})
export type SurvivingWinners = z.infer<typeof SurvivingWinners>

export const FraudAnswer = z.object({
  /** `null` for a bare file. */
  question: ResolvedQuestion.extend({ site: z.string() }).nullable(),
  currency: z.string().nullable(),
  sites: z.array(FraudSite),
  /** Sites by verdict, of all networks. */
  counts: z.record(SiteVerdict, z.number().int()),
  /** Steps of the time from click to install in seconds, and the share of honest installs in each. */
  delays: z.object({ edges: z.array(z.number()), baseline: z.array(z.number()).nullable() }),
  ipm: CleanedRate.extend({ networks: z.array(NetworkRate), notComputed: NotComputed }),
  winners: SurvivingWinners,
  notes: z.array(Note),
  sql: z.array(z.string()),
  freshness: Freshness.nullable(),
})
export type FraudAnswer = z.infer<typeof FraudAnswer>
