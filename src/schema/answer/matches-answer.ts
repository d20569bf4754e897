import { z } from 'zod'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'

export const MATCH_LEVELS = ['network', 'app', 'campaign', 'ad_group', 'ad', 'creative'] as const
export const MatchLevel = z.enum(MATCH_LEVELS)
export type MatchLevel = z.infer<typeof MatchLevel>

/** How many conversions of one network, app and level fall on something that was delivered. */
export const MatchRow = z.object({
  network: z.string(),
  networkLabel: z.string(),
  app: z.string().nullable(),
  level: MatchLevel,
  basis: z.string(),
  conversions: z.number(),
  matched: z.number().nullable(),
  unmatched: z.number().nullable(),
  share: z.number().nullable(),
  /** Matched conversions by what tied them to the network's object: its id, its name, or a merge. */
  rules: z.array(
    z.object({
      rule: z.enum(['id', 'name', 'id and name', 'naming convention', 'merge', 'several']),
      conversions: z.number(),
    }),
  ),
  /** Names that fall on nothing delivered, most conversions first; `null` for rows that name none. */
  largestUnmatched: z.array(
    z.object({
      name: z.string().nullable(),
      conversions: z.number(),
      /** A delivered name that is spelt almost alike. */
      similar: z.string().nullable(),
    }),
  ),
  /** What to do about the rest; `null` where nothing is missing. */
  advice: z.string().nullable(),
  notComputed: NotComputed,
})
export type MatchRow = z.infer<typeof MatchRow>

export const MatchesAnswer = z.object({
  question: ResolvedQuestion.extend({ event: z.string() }),
  rows: z.array(MatchRow),
  /** Every app with all names it has in files. */
  apps: z.array(z.object({ app: z.string(), names: z.array(z.string()) })),
  /** Share below which the source of truth passes a basis by. */
  threshold: z.number(),
  notes: z.array(Note),
  freshness: Freshness,
})
export type MatchesAnswer = z.infer<typeof MatchesAnswer>
