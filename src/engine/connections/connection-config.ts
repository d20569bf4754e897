import { z } from 'zod'
import { Day } from '#schema/day.ts'
import { DailySchedule } from './daily-schedule.ts'

/** A connection's name: what commands, rows without an account, and secrets call it. */
export const ConnectionName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'write lower-case letters, digits and dashes, e.g. unity-ads')

/** A connection as `permille.yaml` holds it: no secret, but where one comes from. */
export const ConnectionConfig = z.strictObject({
  source: z.string(),
  /** What was entered; a secret only as the name of an environment variable: `${UNITY_SECRET}`. */
  fields: z.record(z.string(), z.string()).default({}),
  /** Accounts to read; all of them where none is named. */
  accounts: z.array(z.string()).optional(),
  /** Reports to read; the source's small ones where none is named. */
  reports: z.array(z.string()).optional(),
  /** First day to read; as far back as the source goes where none is said. */
  since: Day.optional(),
  /** Version of the API, where another than permille's is wanted. */
  version: z.string().optional(),
  /** Left out by `permille sync` unless it is named. */
  paused: z.boolean().default(false),
  /** When the server syncs it each day; `off` where it does not. */
  schedule: DailySchedule.optional(),
})
export type ConnectionConfig = z.infer<typeof ConnectionConfig>
