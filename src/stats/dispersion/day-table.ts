import type { DaySeries } from './types.ts'

const WIDEST_CALENDAR = 100_000

/** Day series of one stratum in flat columns; the days of row i are [start[i], start[i + 1]). */
export interface DayTable {
  readonly rows: number
  /** Days of the longest row. */
  readonly longest: number
  readonly start: Int32Array
  /** Position of each day among the days of the stratum. */
  readonly slot: Int32Array
  readonly exposure: Float64Array
  /** Conversions of each row and of each day. */
  readonly rowCount: Float64Array
  readonly dayCount: Float64Array
}

/** The columns of several day series, their days numbered together. */
export function dayTable(series: readonly DaySeries[]): DayTable {
  const start = new Int32Array(series.length + 1)
  let longest = 0
  series.forEach(({ day }, row) => {
    start[row + 1] = (start[row] ?? 0) + day.length
    longest = Math.max(longest, day.length)
  })
  const size = start[series.length] ?? 0
  const { slot, count } = daySlots(series, size)
  const exposure = new Float64Array(size)
  const rowCount = new Float64Array(series.length)
  const dayCount = new Float64Array(count)
  series.forEach((days, row) => {
    const from = start[row] ?? 0
    let sum = 0
    for (let d = 0; d < days.day.length; d++) {
      const c = days.conversions[d] ?? 0
      const k = slot[from + d] ?? 0
      exposure[from + d] = days.exposure[d] ?? 0
      dayCount[k] = (dayCount[k] ?? 0) + c
      sum += c
    }
    rowCount[row] = sum
  })
  return { rows: series.length, longest, start, slot, exposure, rowCount, dayCount }
}

function daySlots(series: readonly DaySeries[], size: number): { slot: Int32Array; count: number } {
  const slot = new Int32Array(size)
  let first = Infinity
  let last = -Infinity
  for (const { day } of series) {
    for (let d = 0; d < day.length; d++) {
      const value = day[d] ?? 0
      if (value < first) first = value
      if (value > last) last = value
    }
  }
  let at = 0
  if (last - first < WIDEST_CALENDAR) {
    for (const { day } of series) for (let d = 0; d < day.length; d++) slot[at++] = (day[d] ?? 0) - first
    return { slot, count: Math.max(0, last - first + 1) }
  }
  const known = new Map<number, number>()
  for (const { day } of series) {
    for (let d = 0; d < day.length; d++) {
      const value = day[d] ?? 0
      const place = known.get(value) ?? known.size
      known.set(value, place)
      slot[at++] = place
    }
  }
  return { slot, count: known.size }
}
