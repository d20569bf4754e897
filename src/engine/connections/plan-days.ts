import type { Stream } from '#connectors/kit/stream.ts'
import { dayIn } from '#connectors/kit/zone.ts'
import { addDays, countDays, type DayRange, earlierDay, laterDay, mergeRanges } from '#schema/day.ts'
import type { LoadedSlice } from './loaded-days.ts'

/** Answers younger than this are not asked for again: a sync that was cut off goes on where it was. */
export const FRESH_HOURS = 6
const HOUR = 3_600_000
const DAYS_PER_LOAD = 7

export interface DayPlan {
  readonly stream: Stream
  readonly now: Date
  /** Zone of the account's days. */
  readonly zone: string
  /** First day wanted, where somebody said so. */
  readonly since: string | null
  /** Days somebody asked for; they are asked again however fresh they are. */
  readonly asked: { readonly from: string | null; readonly to: string | null } | null
  /** What the store holds of this account and report. */
  readonly loaded: readonly LoadedSlice[]
}

/** The first and last day a source can be asked for now; `null` where there is none. */
export function spanOf({
  stream,
  now,
  zone,
  since,
}: Pick<DayPlan, 'stream' | 'now' | 'zone' | 'since'>): DayRange | null {
  const { history, completeAfterHours } = stream
  const to = addDays(dayIn(zone, new Date(now.getTime() - completeAfterHours * HOUR)), -1)
  const oldest = addDays(dayIn(zone, now), 1 - history.days)
  const from = [history.since, since].reduce<string>(
    (day, bound) => (bound == null ? day : laterDay(day, bound)),
    oldest,
  )
  return from <= to ? { from, to } : null
}

/** When each day was last observed. */
function observations(loaded: readonly LoadedSlice[]): ReadonlyMap<string, Date> {
  const seen = new Map<string, Date>()
  for (const { from, to, observedAt } of loaded) {
    for (let place = 0; place < countDays(from, to); place++) {
      const day = addDays(from, place)
      const known = seen.get(day)
      if (known === undefined || known < observedAt) seen.set(day, observedAt)
    }
  }
  return seen
}

/** Whether a day has to be asked for: never seen, or seen while its numbers still changed and not just now. */
function isDue(day: string, seen: Date | undefined, { stream, now, zone }: DayPlan): boolean {
  if (seen === undefined) return true
  const wasProvisional = countDays(day, dayIn(zone, seen)) - 1 <= stream.refetchDays
  return wasProvisional && now.getTime() - seen.getTime() > FRESH_HOURS * HOUR
}

function cut({ from, to }: DayRange, days: number): readonly DayRange[] {
  const pieces: DayRange[] = []
  // From the newest backwards, so that what is asked for first is what people look at first.
  for (let last = to; last >= from; last = addDays(last, -days)) {
    pieces.push({ from: laterDay(from, addDays(last, 1 - days)), to: last })
  }
  return pieces
}

/** Ranges of days to load, each in one step, the newest first. */
export function planDays(plan: DayPlan): readonly DayRange[] {
  const span = spanOf(plan)
  if (span === null) return []
  const { stream, asked } = plan
  const from = asked?.from == null ? span.from : laterDay(span.from, asked.from)
  const to = asked?.to == null ? span.to : earlierDay(span.to, asked.to)
  if (from > to) return []
  const seen = observations(plan.loaded)
  const days = Array.from({ length: countDays(from, to) }, (_, place) => addDays(from, place))
  const due = asked === null ? days.filter((day) => isDue(day, seen.get(day), plan)) : days
  const size = stream.daysPerLoad ?? Math.max(stream.daysPerRequest, DAYS_PER_LOAD)
  return mergeRanges(due.map((day) => ({ from: day, to: day })))
    .toReversed()
    .flatMap((range) => cut(range, size))
}
