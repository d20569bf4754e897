import { z } from 'zod'
import { Note } from '../note.ts'
import { NotComputed } from './not-computed.ts'
import { RateInterval } from './rank-answer.ts'

/** What one level of a factor does: its rate over that of the average combination. */
export const FactorEffect = z.object({
  factor: z.string(),
  level: z.string(),
  arms: z.number().int(),
  impressions: z.number(),
  conversions: z.number(),
  ratio: z.number(),
  interval: RateInterval,
  probabilityBest: z.number(),
})

/** How far pairs of levels are from what their two effects promise; `null` where the data cannot tell. */
export const FactorInteraction = z.object({
  /** Two factors, and below the level of each. */
  factors: z.array(z.string()),
  pairs: z
    .array(
      z.object({
        levels: z.array(z.string()),
        tried: z.boolean(),
        ratio: z.number(),
        interval: RateInterval,
      }),
    )
    .nullable(),
  notComputed: NotComputed,
})

/** One combination of levels, in the order of the factors that vary. */
export const FactorCombination = z.object({
  levels: z.array(z.string()),
  tried: z.boolean(),
  ratio: z.number(),
  interval: RateInterval,
  probabilityBest: z.number(),
})
export type FactorCombination = z.infer<typeof FactorCombination>

/** What the parts of arms do, learnt inside tests; `null` with reasons where it cannot be told. */
export const FactorAnswer = z.object({
  /** Factors that differ between arms of a test. */
  factors: z.array(z.string()),
  tests: z.number().int(),
  arms: z.number().int(),
  effects: z.array(FactorEffect).nullable(),
  interactions: z.array(FactorInteraction).nullable(),
  best: FactorCombination.nullable(),
  /** The likeliest to be best first. */
  combinations: z.array(FactorCombination).nullable(),
  untried: z.array(FactorCombination).nullable(),
  /** Standard deviation of log rates: of levels, of interactions, of arms beyond their parts. */
  spread: z.object({ main: z.number(), interaction: z.number(), arm: z.number() }).nullable(),
  notComputed: NotComputed,
  notes: z.array(Note),
})
export type FactorAnswer = z.infer<typeof FactorAnswer>
