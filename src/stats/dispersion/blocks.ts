/** Residuals of consecutive days pooled until each is expected to hold at least one conversion. */
export interface Blocks {
  readonly expected: number[]
  readonly observed: number[]
  /** 1 − leverage: the share of the block's residual that fitting left free. */
  readonly free: number[]
}

/**
 * Blocks of one creative in one stratum. `expected` are fitted means of its days in order; `columnShare` is each day's share
 * of the day's whole expectation when a day effect was fitted too, 0 when none was.
 */
export function poolDays(
  expected: ArrayLike<number>,
  observed: ArrayLike<number>,
  columnShare: (day: number) => number,
): Blocks {
  let total = 0
  for (let d = 0; d < expected.length; d++) total += expected[d] ?? 0
  const blocks: Blocks = { expected: [], observed: [], free: [] }
  let mean = 0
  let count = 0
  let column = 0
  let left = total
  for (let d = 0; d < expected.length; d++) {
    const mu = expected[d] ?? 0
    mean += mu
    count += observed[d] ?? 0
    column += mu * columnShare(d)
    left -= mu
    if (mean < 1 || (left > 1e-9 * total && left < 1)) continue
    blocks.expected.push(mean)
    blocks.observed.push(count)
    blocks.free.push(Math.max(0, 1 - mean / total) * Math.max(0, 1 - column / mean))
    mean = 0
    count = 0
    column = 0
  }
  return blocks
}
