import { z } from 'zod'
import { Day } from './day.ts'

/** What of a campaign or an app somebody changes that can move its rates. */
export const CHANGE_KINDS = [
  'store_page',
  'landing_page',
  'targeting',
  'bid',
  'budget',
  'app_release',
  'other',
] as const
export const ChangeKind = z.enum(CHANGE_KINDS)
export type ChangeKind = z.infer<typeof ChangeKind>

/** What a change is about; what is not named is all of it. */
export const CHANGE_SCOPE = ['app', 'network', 'os', 'country', 'campaign', 'creative'] as const
export const ChangeScope = z.partialRecord(z.enum(CHANGE_SCOPE), z.string().trim().min(1).max(400))
export type ChangeScope = z.infer<typeof ChangeScope>

/** One change somebody wrote down. */
export const JournalEntry = z.object({
  number: z.number().int(),
  day: Day,
  kind: ChangeKind,
  scope: ChangeScope,
  note: z.string(),
})
export type JournalEntry = z.infer<typeof JournalEntry>
