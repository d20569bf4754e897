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

/** Several series as one, their counts of a day added up. */
export function addSeries(all: readonly DailyColumns[]): DailySeries {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const { day } of all) {
    for (let index = 0; index < day.length; index += 1) {
      first = Math.min(first, day[index] ?? first)
      last = Math.max(last, day[index] ?? last)
    }
  }
  const width = last < first ? 0 : last - first + 1
  if (width > WIDEST_CALENDAR) throw new RangeError(`days ${first} to ${last} are no calendar`)
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
  if (count === width)
    return { day: Float64Array.from(seen, (_, place) => first + place), impressions, conversions }
  const places = Array.from(seen.keys()).filter((place) => seen[place] === 1)
  const pick = (values: Float64Array) => Float64Array.from(places, (place) => values[place] ?? 0)
  return {
    day: Float64Array.from(places, (place) => first + place),
    impressions: pick(impressions),
    conversions: pick(conversions),
  }
}

/** The days of a cell of evidence; one day alone tells nothing about noise. */
export function noiseOf({ day, impressions, conversions }: DailySeries): { readonly days?: DaySeries } {
  return day.length < 2 ? {} : { days: { day, exposure: impressions, conversions } }
}
