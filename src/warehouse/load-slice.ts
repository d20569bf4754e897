import { z } from 'zod'
import { Day } from '#schema/day.ts'

/** What a stream answered for completely: every day of an account, and of one app where only that was asked. */
export const LoadSlice = z.object({
  account: z.string(),
  /** `null` where the answer holds every app of the account. */
  app: z.string().nullable(),
  from: Day,
  to: Day,
})
export type LoadSlice = Readonly<z.infer<typeof LoadSlice>>

const Settings = z.looseObject({ slice: LoadSlice.optional() })

/** The slice a stored load answered for; `null` for a file, which covers what it names. */
export function sliceOfLoad(settings: string): LoadSlice | null {
  return Settings.parse(JSON.parse(settings)).slice ?? null
}
