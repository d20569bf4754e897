import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'
import { Freshness } from './freshness.ts'
import { NotComputed } from './not-computed.ts'

/** What one file's rows add up to, beside what the file itself says they do. */
export const ReconciledLoad = z.object({
  load: z.string(),
  source: z.string(),
  sourceLabel: z.string(),
  file: z.string(),
  from: Day.nullable(),
  to: Day.nullable(),
  /** Empty where the file states no totals. */
  fields: z.array(
    z.object({
      field: z.string(),
      ours: z.number(),
      stated: z.number(),
      difference: z.number(),
      /** Ours ÷ stated. */
      ratio: z.number().nullable(),
      agrees: z.boolean(),
    }),
  ),
  notComputed: NotComputed,
})
export type ReconciledLoad = z.infer<typeof ReconciledLoad>

/** What a network claims beside what another basis counts, over the days both know. */
export const DiscrepancyRow = z.object({
  network: z.string(),
  networkLabel: z.string(),
  app: z.string().nullable(),
  /** Who is compared with the network. */
  basis: z.string(),
  from: Day.nullable(),
  to: Day.nullable(),
  claimed: z.number().nullable(),
  counted: z.number().nullable(),
  /** Counted ÷ claimed. */
  ratio: z.number().nullable(),
  notComputed: NotComputed,
})
export type DiscrepancyRow = z.infer<typeof DiscrepancyRow>

/** Who answers a plain count of conversions of a network, or of an app the source of truth names. */
export const SourceOfTruthRow = z.object({
  network: z.string(),
  networkLabel: z.string(),
  /** `null` for every app that is not named. */
  app: z.string().nullable(),
  /** `null` where nobody answers. */
  basis: z.string().nullable(),
  /** First choice first. */
  order: z.array(z.string()),
  /** What the order is said of in `permille.yaml`; `default` where it says none. */
  saidOf: z.enum(['app_on_network', 'app', 'network', 'all', 'default']),
  why: z.string(),
})
export type SourceOfTruthRow = z.infer<typeof SourceOfTruthRow>

export const ReconcileAnswer = z.object({
  question: z.object({
    event: z.string(),
    from: Day.nullable(),
    to: Day.nullable(),
    filters: z.array(z.string()),
  }),
  loads: z.array(ReconciledLoad),
  discrepancies: z.array(DiscrepancyRow),
  sourceOfTruth: z.array(SourceOfTruthRow),
  notes: z.array(Note),
  freshness: Freshness,
})
export type ReconcileAnswer = z.infer<typeof ReconcileAnswer>
