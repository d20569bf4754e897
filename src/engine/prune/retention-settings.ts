import { z } from 'zod'

const Days = z.union([z.number().int().min(1).max(36_500), z.literal('all')])

/** How long rows of single installs and clicks are kept, in days back from now, as `permille.yaml` says it. */
export const RetentionSettings = z
  .strictObject({
    rawLogs: Days.default(180),
    /** Other lengths, by source. */
    sources: z.record(z.string(), Days).default({}),
  })
  .prefault({})
export type RetentionSettings = z.infer<typeof RetentionSettings>

/** Days raw logs of a source are kept; `null` for ever. */
export function daysKept({ rawLogs, sources }: RetentionSettings, source: string): number | null {
  const days = sources[source] ?? rawLogs
  return days === 'all' ? null : days
}
