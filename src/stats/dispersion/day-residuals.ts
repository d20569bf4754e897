import { type BlockSink, poolDays } from './blocks.ts'
import { type DayTable, dayTable } from './day-table.ts'
import type { DaySeries } from './types.ts'

const SWEEPS = 6

// Small arrays made for every creative cost more than what is computed with them, so one is used again and again.
let scratch = new Float64Array(512)

function scratchOf(length: number): Float64Array {
  if (scratch.length < length) scratch = new Float64Array(2 * length)
  return scratch
}

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
  const rate = conversions / exposure
  const expected = scratchOf(count)
  for (let d = 0; d < count; d++) expected[d] = rate * (days.exposure[d] ?? 0)
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
  const table = dayTable(series)
  const { start, slot, exposure } = table
  const { rate, effect } = twoWay(table)
  const totals = new Float64Array(table.longest)
  const expected = scratchOf(table.longest)
  series.forEach(({ conversions }, row) => {
    const from = start[row] ?? 0
    const lambda = rate[row] ?? 0
    for (let d = 0; d < conversions.length; d++) {
      const k = slot[from + d] ?? 0
      expected[d] = (exposure[from + d] ?? 0) * lambda * (effect[k] ?? 0)
      totals[d] = table.dayCount[k] ?? 0
    }
    poolDays(expected, conversions, totals, (mu, c, free) => sink(row, mu, c, free))
  })
}

/** Rates and day effects by alternating proportional fitting; a handful of sweeps is within noise for daily delivery. */
function twoWay({ rows, start, slot, exposure, rowCount, dayCount }: DayTable): {
  rate: Float64Array
  effect: Float64Array
} {
  const effect = new Float64Array(dayCount.length).fill(1)
  const rate = new Float64Array(rows)
  const expected = new Float64Array(dayCount.length)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const last = sweep === SWEEPS - 1
    expected.fill(0)
    for (let row = 0; row < rows; row++) {
      const from = start[row] ?? 0
      const to = start[row + 1] ?? 0
      let sum = 0
      for (let at = from; at < to; at++) sum += (exposure[at] ?? 0) * (effect[slot[at] ?? 0] ?? 0)
      const lambda = sum > 0 ? (rowCount[row] ?? 0) / sum : 0
      rate[row] = lambda
      if (last) continue
      for (let at = from; at < to; at++) {
        const k = slot[at] ?? 0
        expected[k] = (expected[k] ?? 0) + lambda * (exposure[at] ?? 0)
      }
    }
    if (last) break
    for (let k = 0; k < effect.length; k++) {
      const mean = expected[k] ?? 0
      effect[k] = mean > 0 ? (dayCount[k] ?? 0) / mean : 0
    }
  }
  return { rate, effect }
}
