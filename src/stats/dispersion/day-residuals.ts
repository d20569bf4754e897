import { type Blocks, poolDays } from './blocks.ts'
import type { DaySeries } from './types.ts'

const SWEEPS = 6

/** Blocks of a creative's days around its own constant rate: the noise of a rate read alone. */
export function rateBlocks(days: DaySeries): Blocks {
  let exposure = 0
  let conversions = 0
  for (let d = 0; d < days.day.length; d++) {
    exposure += days.exposure[d] ?? 0
    conversions += days.conversions[d] ?? 0
  }
  const rate = exposure > 0 ? conversions / exposure : 0
  const expected = Float64Array.from({ length: days.day.length }, (_, d) => rate * (days.exposure[d] ?? 0))
  return poolDays(expected, days.conversions, () => 0)
}

/**
 * Blocks of every creative of one stratum around rate × day effect, so that what moves all creatives on a day does not
 * count as noise. The day effects are those of the whole stratum; the leverage takes out a creative's own part.
 */
export function contrastBlocks(series: readonly DaySeries[]): readonly Blocks[] {
  const slot = new Map<number, number>()
  for (const days of series) {
    for (let d = 0; d < days.day.length; d++) {
      const day = days.day[d] ?? 0
      if (!slot.has(day)) slot.set(day, slot.size)
    }
  }
  const slots = series.map((days) =>
    Int32Array.from({ length: days.day.length }, (_, d) => slot.get(days.day[d] ?? 0) ?? 0),
  )
  const dayCount = new Float64Array(slot.size)
  const rowCount = new Float64Array(series.length)
  series.forEach((days, i) => {
    const own = slots[i] ?? new Int32Array()
    for (let d = 0; d < own.length; d++) {
      const c = days.conversions[d] ?? 0
      const k = own[d] ?? 0
      dayCount[k] = (dayCount[k] ?? 0) + c
      rowCount[i] = (rowCount[i] ?? 0) + c
    }
  })
  const { rate, effect } = twoWay(series, slots, rowCount, dayCount)
  return series.map((days, i) => {
    const own = slots[i] ?? new Int32Array()
    const expected = Float64Array.from(
      { length: own.length },
      (_, d) => (days.exposure[d] ?? 0) * (rate[i] ?? 0) * (effect[own[d] ?? 0] ?? 0),
    )
    return poolDays(expected, days.conversions, (d) => {
      const all = dayCount[own[d] ?? 0] ?? 0
      return all > 0 ? Math.min(1, (expected[d] ?? 0) / all) : 1
    })
  })
}

function twoWay(
  series: readonly DaySeries[],
  slots: readonly Int32Array[],
  rowCount: Float64Array,
  dayCount: Float64Array,
): { rate: Float64Array; effect: Float64Array } {
  const effect = new Float64Array(dayCount.length).fill(1)
  const rate = new Float64Array(series.length)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const expected = new Float64Array(dayCount.length)
    for (let i = 0; i < series.length; i++) {
      const own = slots[i] ?? new Int32Array()
      const exposure = series[i]?.exposure ?? []
      let sum = 0
      for (let d = 0; d < own.length; d++) sum += (exposure[d] ?? 0) * (effect[own[d] ?? 0] ?? 0)
      const lambda = sum > 0 ? (rowCount[i] ?? 0) / sum : 0
      rate[i] = lambda
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
