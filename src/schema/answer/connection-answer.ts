import { z } from 'zod'
import { Note } from '../note.ts'

/** One thing a person enters to connect a source. */
export const DeclaredField = z.object({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  /** Where to find it. */
  where: z.string(),
  secret: z.boolean(),
  required: z.boolean(),
  /** Regular expression a value must match. */
  pattern: z.string().nullable(),
  example: z.string().nullable(),
})

/** A source that can be connected to, as it declares itself. */
export const DeclaredSource = z.object({
  name: z.string(),
  label: z.string(),
  kind: z.enum(['network', 'mmp']),
  fields: z.array(DeclaredField),
  reports: z.array(
    z.object({
      report: z.string(),
      label: z.string(),
      byDefault: z.boolean(),
      /** Days back that are asked for again. */
      refetchDays: z.number().int(),
      /** Days back the source answers for. */
      historyDays: z.number().int(),
    }),
  ),
  refetchDays: z.number().int(),
  limits: z.array(z.object({ requests: z.number(), seconds: z.number(), basis: z.string() })),
  page: z.string(),
})

/** A connection of the project; of its secrets, only which there are. */
export const KnownConnection = z.object({
  connection: z.string(),
  source: z.string(),
  label: z.string(),
  /** Fields that have a value. */
  filled: z.array(z.string()),
  reports: z.array(z.string()),
  accounts: z.array(z.string()).nullable(),
  paused: z.boolean(),
  /** When the server syncs it each day; `null` where it does not. */
  daily: z.object({ at: z.string(), zone: z.string() }).nullable(),
  lastSync: z
    .object({
      at: z.string(),
      state: z.enum(['running', 'done', 'failed', 'interrupted']),
      message: z.string().nullable(),
    })
    .nullable(),
})

/** What trying a connection showed. */
export const CheckAnswer = z.object({
  ok: z.boolean(),
  findings: z.array(
    z.object({
      step: z.string(),
      ok: z.boolean(),
      kind: z.string(),
      message: z.string(),
      remedy: z.string().nullable(),
    }),
  ),
  /** Requests without secrets and the shapes of their answers without values, to attach to a report. */
  exchanges: z.array(
    z.object({
      asked: z.string(),
      status: z.number().nullable(),
      problem: z.string().nullable(),
      shape: z.unknown(),
    }),
  ),
})
export type CheckAnswer = z.infer<typeof CheckAnswer>

export const ConnectionsAnswer = z.object({
  connections: z.array(KnownConnection),
  sources: z.array(DeclaredSource),
  notes: z.array(Note),
})
export type ConnectionsAnswer = z.infer<typeof ConnectionsAnswer>

export const ConnectAnswer = ConnectionsAnswer.extend({
  /** The connection that was made or changed. */
  saved: z.string().nullable(),
  check: CheckAnswer.nullable(),
})
export type ConnectAnswer = z.infer<typeof ConnectAnswer>
