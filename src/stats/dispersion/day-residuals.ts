import { type BlockSink, poolDays } from './blocks.ts'
import type { DaySeries } from './types.ts'

const SWEEPS = 6
const WIDEST_CALENDAR = 100_000

/** Blocks of a creative's days around its own constant rate: the noise of a rate read alone. */
export function rateResiduals(days: DaySeries, sink: BlockSink): void {
  const count = days.day.length
  let exposure = 0
  let conversions = 0
  for (let d = 0; d < count; d++) {
    exposure += days.exposure[d] ?? 0
    conversions += days.conversions[d] ?? 0
  }
  if (!(exposure > 0)) return
  const expected = new Float64Array(count)
  for (let d = 0; d < count; d++) expected[d] = (conversions / exposure) * (days.exposure[d] ?? 0)
  poolDays(expected, days.conversions, null, sink)
}

/**
 * Blocks of every creative of one stratum around rate × day effect, so that what moves all creatives on a day does not
 * count as noise. The day effects are those of the whole stratum; the leverage takes out a creative's own part.
 */
export function contrastResiduals(
  series: readonly DaySeries[],
  sink: (row: number, expected: number, observed: number, free: number) => void,
): void {
  const { slots, count } = daySlots(series)
  const dayCount = new Float64Array(count)
  const rowCount = new Float64Array(series.length)
  series.forEach((days, row) => {
    const own = slots[row] ?? NO_DAYS
    for (let d = 0; d < own.length; d++) {
      const c = days.conversions[d] ?? 0
      const k = own[d] ?? 0
      dayCount[k] = (dayCount[k] ?? 0) + c
      rowCount[row] = (rowCount[row] ?? 0) + c
    }
  })
  const { rate, effect } = twoWay(series, slots, rowCount, dayCount)
  series.forEach((days, row) => {
    const own = slots[row] ?? NO_DAYS
    const expected = new Float64Array(own.length)
    const totals = new Float64Array(own.length)
    for (let d = 0; d < own.length; d++) {
      const k = own[d] ?? 0
      expected[d] = (days.exposure[d] ?? 0) * (rate[row] ?? 0) * (effect[k] ?? 0)
      totals[d] = dayCount[k] ?? 0
    }
    poolDays(expected, days.conversions, totals, (mu, c, free) => sink(row, mu, c, free))
  })
}

const NO_DAYS = new Int32Array()

/** Position of each day among the days of the stratum. */
function daySlots(series: readonly DaySeries[]): { slots: Int32Array[]; count: number } {
  let first = Infinity
  let last = -Infinity
  for (const { day } of series) {
    for (let d = 0; d < day.length; d++) {
      const value = day[d] ?? 0
      if (value < first) first = value
      if (value > last) last = value
    }
  }
  if (last - first < WIDEST_CALENDAR) {
    const slots = series.map(({ day }) => {
      const own = new Int32Array(day.length)
      for (let d = 0; d < own.length; d++) own[d] = (day[d] ?? 0) - first
      return own
    })
    return { slots, count: Math.max(0, last - first + 1) }
  }
  const known = new Map<number, number>()
  const slots = series.map(({ day }) => {
    const own = new Int32Array(day.length)
    for (let d = 0; d < own.length; d++) {
      const value = day[d] ?? 0
      const slot = known.get(value) ?? known.size
      known.set(value, slot)
      own[d] = slot
    }
    return own
  })
  return { slots, count: known.size }
}

/** Rates and day effects by alternating proportional fitting; a handful of sweeps is within noise for daily delivery. */
function twoWay(
  series: readonly DaySeries[],
  slots: readonly Int32Array[],
  rowCount: Float64Array,
  dayCount: Float64Array,
): { rate: Float64Array; effect: Float64Array } {
  const effect = new Float64Array(dayCount.length).fill(1)
  const rate = new Float64Array(series.length)
  const expected = new Float64Array(dayCount.length)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    expected.fill(0)
    for (let row = 0; row < series.length; row++) {
      const own = slots[row] ?? NO_DAYS
      const exposure = series[row]?.exposure ?? NO_DAYS
      let sum = 0
      for (let d = 0; d < own.length; d++) sum += (exposure[d] ?? 0) * (effect[own[d] ?? 0] ?? 0)
      const lambda = sum > 0 ? (rowCount[row] ?? 0) / sum : 0
      rate[row] = lambda
      for (let d = 0; d < own.length; d++) {
        const k = own[d] ?? 0
        expected[k] = (expected[k] ?? 0) + lambda * (exposure[d] ?? 0)
      }
    }
    if (sweep === SWEEPS - 1) break
    for (let k = 0; k < effect.length; k++) {
      const mean = expected[k] ?? 0
      effect[k] = mean > 0 ? (dayCount[k] ?? 0) / mean : 0
    }
  }
  return { rate, effect }
}
