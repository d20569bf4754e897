import { z } from 'zod'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'
import { ResolvedQuestion } from './question.ts'

/** One creative with what it delivered. */
export const ListedCreative = z.object({
  key: z.string().nullable(),
  name: z.string().nullable(),
  networks: z.array(z.string()),
  impressions: z.number().nullable(),
  conversions: z.number().nullable(),
  perMille: z.number().nullable(),
  spend: z.number().nullable(),
  notComputed: NotComputed,
})
export type ListedCreative = z.infer<typeof ListedCreative>

export const CreativesAnswer = z.object({
  question: ResolvedQuestion,
  creatives: z.array(ListedCreative),
  notes: z.array(Note),
  freshness: Freshness,
})
