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

function spanOf(all: readonly Pick<DailyColumns, 'day'>[]): { first: number; width: number } {
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

// Thousands of series are put in order, so the calendar they are laid out on is used again and again.
let calendar = new Int32Array(512)

/** Positions of days from the oldest to the newest; `null` where a day comes twice. */
function orderOf(day: ArrayLike<number>): Int32Array | null {
  const { first, width } = spanOf([{ day }])
  if (calendar.length < width) calendar = new Int32Array(2 * width)
  calendar.fill(0, 0, width)
  for (let index = 0; index < day.length; index += 1) {
    const place = (day[index] ?? first) - first
    if (calendar[place] !== 0) return null
    calendar[place] = index + 1
  }
  const order = new Int32Array(day.length)
  let at = 0
  for (let place = 0; place < width; place += 1) {
    const index = calendar[place] ?? 0
    if (index === 0) continue
    order[at] = index - 1
    at += 1
  }
  return order
}

function inOrder(values: ArrayLike<number> | undefined, order: Int32Array): Float64Array {
  const ordered = new Float64Array(order.length)
  if (values === undefined) return ordered
  for (let at = 0; at < order.length; at += 1) ordered[at] = values[order[at] ?? 0] ?? 0
  return ordered
}

/** Several series as one, their counts of a day added up. */
export function addSeries(all: readonly DailyColumns[]): DailySeries {
  const [only] = all
  const order = only !== undefined && all.length === 1 ? orderOf(only.day) : null
  if (only !== undefined && order !== null) {
    return {
      day: inOrder(only.day, order),
      impressions: inOrder(only.impressions, order),
      conversions: inOrder(only.conversions, order),
    }
  }
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
