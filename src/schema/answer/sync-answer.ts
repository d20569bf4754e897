import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'

const SyncProblem = z.object({ kind: z.string(), message: z.string(), remedy: z.string().nullable() })

const Counts = {
  slices: z.number().int(),
  rows: z.number().int(),
  requests: z.number().int(),
  retries: z.number().int(),
  bytes: z.number().int(),
  waitedSeconds: z.number(),
} as const

/** What a sync read of each connection. */
export const SyncAnswer = z.object({
  connections: z.array(
    z.object({
      connection: z.string(),
      source: z.string(),
      label: z.string(),
      ...Counts,
      quarantined: z.number().int(),
      /** Days that were stored; `null` where none was due. */
      from: Day.nullable(),
      to: Day.nullable(),
      /** Columns the source sent that permille does not know; they are kept with the original. */
      unknownColumns: z.array(z.string()),
      /** Ranges of days beside the totals the source itself states of them. */
      totals: z.object({
        agreeing: z.number().int(),
        /** Ranges for which its API states none, or that no longer change. */
        untold: z.number().int(),
        differing: z.array(
          z.object({
            account: z.string(),
            report: z.string(),
            from: Day,
            to: Day,
            differences: z.array(z.object({ field: z.string(), stated: z.number(), counted: z.number() })),
          }),
        ),
      }),
      problems: z.array(
        SyncProblem.extend({
          account: z.string().nullable(),
          report: z.string().nullable(),
          from: Day.nullable(),
          to: Day.nullable(),
        }),
      ),
    }),
  ),
  notes: z.array(Note),
})
export type SyncAnswer = z.infer<typeof SyncAnswer>

/** Syncs that were begun, the newest first. */
export const SyncsAnswer = z.object({
  syncs: z.array(
    z.object({
      sync: z.number().int(),
      connection: z.string(),
      startedAt: z.string(),
      endedAt: z.string().nullable(),
      state: z.enum(['running', 'done', 'failed', 'interrupted']),
      ...Counts,
      problem: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
})
export type SyncsAnswer = z.infer<typeof SyncsAnswer>

/** What is known of a day: said for good, said while it still changes, said to be empty, or not asked for yet. */
export const CoverageState = z.enum(['final', 'provisional', 'empty', 'missing'])
export type CoverageState = z.infer<typeof CoverageState>

/** Which days of each report are loaded. */
export const CoverageAnswer = z.object({
  reports: z.array(
    z.object({
      connection: z.string(),
      source: z.string(),
      report: z.string(),
      account: z.string(),
      from: Day,
      to: Day,
      ranges: z.array(z.object({ from: Day, to: Day, state: CoverageState })),
      days: z.record(CoverageState, z.number().int()),
    }),
  ),
})
export type CoverageAnswer = z.infer<typeof CoverageAnswer>
