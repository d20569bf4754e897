import { Cron } from 'croner'
import { z } from 'zod'
import { knownZone } from '#connectors/kit/zone.ts'

/** When a connection is synced by the server: once a day, or never by itself. */
export const DailySchedule = z.union([
  z.literal('off'),
  z.strictObject({
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write an hour of the day, e.g. 06:30'),
    /** The project's where none is said. */
    zone: z
      .string()
      .refine((zone) => knownZone(zone) !== null, 'write a zone such as Europe/Berlin')
      .optional(),
  }),
])
export type DailySchedule = z.infer<typeof DailySchedule>

/** An hour of the day in a zone. */
export interface DailyTime {
  readonly at: string
  readonly zone: string
  /** The day of the week it is for, 0 for Sunday; every day where none is said. */
  readonly weekday?: number
}

/** Late enough for sources that report in zones behind the project's to have closed their day. */
const DEFAULT_AT = '06:00'

/** When a connection is synced each day; `null` where it is not. */
export function dailyTimeOf(
  schedule: DailySchedule | undefined,
  { paused, timezone }: { readonly paused: boolean; readonly timezone: string },
): DailyTime | null {
  if (paused || schedule === 'off') return null
  return { at: schedule?.at ?? DEFAULT_AT, zone: schedule?.zone ?? timezone }
}

function cronOf({ at, zone, weekday }: DailyTime): Cron {
  const [hour, minute] = at.split(':').map(Number)
  return new Cron(`${minute} ${hour} * * ${weekday ?? '*'}`, { timezone: zone, paused: true })
}

/** The newest moment up to now that a sync was to begin; an hour the clocks skip is the one after it. */
export function lastDue(time: DailyTime, now: Date): Date | null {
  return cronOf(time).previousRuns(1, new Date(now.getTime() + 1))[0] ?? null
}

/** The next moment a sync is to begin. */
export function nextDue(time: DailyTime, now: Date): Date | null {
  return cronOf(time).nextRun(now)
}

/** Whether a sync is due: one was to begin since the last one did, be it that nobody was there to begin it. */
export function isDue(time: DailyTime, lastBegun: Date | null, now: Date): boolean {
  const due = lastDue(time, now)
  return due !== null && (lastBegun === null || lastBegun < due)
}
