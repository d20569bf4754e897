import type { Stream } from '#connectors/kit/stream.ts'
import { dayIn } from '#connectors/kit/zone.ts'
import type { CoverageState } from '#schema/answer/sync-answer.ts'
import { addDays, countDays, type DayRange } from '#schema/day.ts'
import type { LoadedSlice } from './loaded-days.ts'

export interface CoveredRange extends DayRange {
  readonly state: CoverageState
}

/** What is known of each day of a span, as ranges of days of which the same is known. */
export function coverageOf(
  span: DayRange,
  loaded: readonly LoadedSlice[],
  { refetchDays }: Stream,
  zone: string,
): readonly CoveredRange[] {
  const ranges: CoveredRange[] = []
  for (let place = 0; place < countDays(span.from, span.to); place++) {
    const day = addDays(span.from, place)
    const state = stateOf(day, loaded, refetchDays, zone)
    const last = ranges.at(-1)
    if (last?.state === state) ranges[ranges.length - 1] = { ...last, to: day }
    else ranges.push({ from: day, to: day, state })
  }
  return ranges
}

function stateOf(
  day: string,
  loaded: readonly LoadedSlice[],
  refetchDays: number,
  zone: string,
): CoverageState {
  const newest = loaded.findLast(({ from, to }) => from <= day && day <= to)
  if (newest === undefined) return 'missing'
  const isProvisional = countDays(day, dayIn(zone, newest.observedAt)) - 1 <= refetchDays
  if (isProvisional) return 'provisional'
  return newest.rows === 0 ? 'empty' : 'final'
}
