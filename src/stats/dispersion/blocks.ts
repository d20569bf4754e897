/** Receives the residual of one block of days. `free` is 1 − leverage: the share of the residual that fitting left free. */
export type BlockSink = (expected: number, observed: number, free: number) => void

/**
 * Pools consecutive days until each block is expected to hold at least one conversion. `expected` are fitted means of the
 * days, as many as `observed` has; `dayTotals` the whole expectation of each day when a day effect was fitted too, null
 * when none was.
 */
export function poolDays(
  expected: ArrayLike<number>,
  observed: ArrayLike<number>,
  dayTotals: ArrayLike<number> | null,
  sink: BlockSink,
): void {
  const count = observed.length
  let total = 0
  for (let d = 0; d < count; d++) total += expected[d] ?? 0
  let mean = 0
  let conversions = 0
  let column = 0
  let left = total
  for (let d = 0; d < count; d++) {
    const mu = expected[d] ?? 0
    mean += mu
    conversions += observed[d] ?? 0
    if (dayTotals !== null && mu > 0) column += (mu * mu) / Math.max(mu, dayTotals[d] ?? 0)
    left -= mu
    if (mean < 1 || (left > 1e-9 * total && left < 1)) continue
    sink(mean, conversions, Math.max(0, 1 - mean / total) * Math.max(0, 1 - column / mean))
    mean = 0
    conversions = 0
    column = 0
  }
}
