import { z } from 'zod'
import { ENTITY_LEVELS } from '../dimension.ts'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'

const Level = z.enum(ENTITY_LEVELS)

/** How many names of one level and network fit the project's naming convention. */
export const NamingRow = z.object({
  level: Level,
  network: z.string(),
  networkLabel: z.string(),
  names: z.number().int(),
  fitting: z.number().int(),
  /** Fitting ÷ all names, 0–1. */
  share: z.number(),
  /** Impressions of what the names belong to; `null` where none are known. */
  impressions: z.number().nullable(),
  fittingImpressions: z.number().nullable(),
})
export type NamingRow = z.infer<typeof NamingRow>

export const NamingAnswer = z.object({
  patterns: z.array(z.object({ level: Level, pattern: z.string(), network: z.string().nullable() })),
  rows: z.array(NamingRow),
  /** Names no pattern fits, most impressions first. */
  unfitting: z.array(
    z.object({
      level: Level,
      network: z.string(),
      name: z.string(),
      impressions: z.number().nullable(),
      reason: z.string(),
    }),
  ),
  tokens: z.array(
    z.object({
      token: z.string(),
      /** What it is asked for with in `--by` and `--where`. */
      name: z.string(),
      levels: z.array(Level),
      /** Different values, whatever their case. */
      values: z.number().int(),
      /** The values most names have. */
      common: z.array(z.object({ value: z.string(), names: z.number().int() })),
    }),
  ),
  /** Tokens that make two creatives one, and how many names they put together; `null` where none are set. */
  identity: z
    .object({ tokens: z.array(z.string()), creatives: z.number().int(), together: z.number().int() })
    .nullable(),
  notes: z.array(Note),
  freshness: Freshness,
})
export type NamingAnswer = z.infer<typeof NamingAnswer>
