import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'

export const LoadSummary = z.object({
  load: z.string(),
  file: z.string().nullable(),
  source: z.string(),
  layout: z.string().nullable(),
  report: z.string(),
  account: z.string().nullable(),
  app: z.string().nullable(),
  os: z.string().nullable(),
  from: Day.nullable(),
  to: Day.nullable(),
  rows: z.number().int(),
  quarantined: z.number().int(),
  currency: z.string().nullable(),
  zone: z.string().nullable(),
  events: z.array(z.string()),
  loadedAt: z.iso.datetime(),
  state: z.enum(['current', 'partly_replaced', 'replaced', 'undone']),
})
export type LoadSummary = z.infer<typeof LoadSummary>

export const SourcesAnswer = z.object({
  sources: z.array(
    z.object({
      source: z.string(),
      label: z.string(),
      from: Day.nullable(),
      to: Day.nullable(),
      rows: z.number().int(),
      loads: z.number().int(),
      events: z.array(z.string()),
    }),
  ),
  loads: z.array(LoadSummary),
  notes: z.array(Note),
  freshness: Freshness,
})
export type SourcesAnswer = z.infer<typeof SourcesAnswer>
