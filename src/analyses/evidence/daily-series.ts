import type { DaySeries } from '#stats/index.ts'

/** Counts by day as columns of equal length, oldest day first; days are counted from 1970-01-01. */
export interface DailySeries {
  readonly day: Float64Array
  readonly impressions: Float64Array
  readonly conversions: Float64Array
}

/** The same columns as they come: days in any order, a missing column counting as 0. */
export interface DailyColumns {
  readonly day: ArrayLike<number>
  readonly impressions: ArrayLike<number> | undefined
  readonly conversions: ArrayLike<number> | undefined
}

const WIDEST_CALENDAR = 100_000

function spanOf(all: readonly DailyColumns[]): { first: number; width: number } {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { day } of all) {
    for (let index = 0; index < day.length; index += 1) {
      const own = day[index] ?? first
      if (own < first) first = own
      if (own > last) last = own
    }
  }
  const width = last < first ? 0 : last - first + 1
  if (width > WIDEST_CALENDAR) throw new RangeError(`days ${first} to ${last} are no calendar`)
  return { first, width }
}

/** Several series as one, their counts of a day added up. */
export function addSeries(all: readonly DailyColumns[]): DailySeries {
  const { first, width } = spanOf(all)
  const seen = new Uint8Array(width)
  const impressions = new Float64Array(width)
  const conversions = new Float64Array(width)
  let count = 0
  for (const columns of all) {
    for (let index = 0; index < columns.day.length; index += 1) {
      const place = (columns.day[index] ?? first) - first
      if (seen[place] === 0) count += 1
      seen[place] = 1
      impressions[place] = (impressions[place] ?? 0) + (columns.impressions?.[index] ?? 0)
      conversions[place] = (conversions[place] ?? 0) + (columns.conversions?.[index] ?? 0)
    }
  }
  const day = new Float64Array(count)
  // Days nobody has are closed up in place: a day's counts only ever move towards the start.
  let kept = 0
  for (let place = 0; place < width; place += 1) {
    if (seen[place] === 0) continue
    day[kept] = first + place
    impressions[kept] = impressions[place] ?? 0
    conversions[kept] = conversions[place] ?? 0
    kept += 1
  }
  return { day, impressions: impressions.slice(0, count), conversions: conversions.slice(0, count) }
}

/** The days of a cell of evidence; one day alone tells nothing about noise. */
export function noiseOf({ day, impressions, conversions }: DailySeries): { readonly days?: DaySeries } {
  return day.length < 2 ? {} : { days: { day, exposure: impressions, conversions } }
}
