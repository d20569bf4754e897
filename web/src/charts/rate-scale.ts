export interface RateScale {
  /** Right end of the axis, per impression. */
  max: number
  ticks: readonly number[]
}

interface Rated {
  rate: number | null
  interval: { low: number; high: number } | null
}

function niceStep(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span))
  const lead = span / power
  return power * (lead <= 1 ? 0.25 : lead <= 4 ? 0.5 : lead <= 5 ? 1 : 2)
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** How far beyond nine of ten intervals the axis follows a row that is well known. */
const FARTHEST = 4

/** True where the interval is narrow enough to say something. */
function isKnown({ interval }: Rated): boolean {
  return interval !== null && interval.low > interval.high / 2
}

/**
 * One axis for all rows, starting at 0. It ends where nine of ten intervals and every well-known one do, so
 * that the winners are on it and a handful of rows with little data cannot squash the others; what reaches
 * further is drawn with an arrow.
 */
export function fitRateScale(rows: readonly Rated[], benchmark: number | null): RateScale | null {
  const highs = rows
    .map((row) => row.interval?.high ?? row.rate)
    .filter((high) => high !== null)
    .toSorted((a, b) => a - b)
  const most = quantile(highs, 0.9)
  const known = Math.max(0, ...rows.filter(isKnown).map((row) => row.interval?.high ?? 0))
  const end = Math.max(most, Math.min(known, most * FARTHEST), (benchmark ?? 0) * 1.25)
  if (!(end > 0)) return null
  const step = niceStep(end)
  const max = Math.ceil((end * 1.02) / step) * step
  const shown = max / step > 4 ? step * 2 : step
  const ticks: number[] = []
  for (let tick = 0; tick <= max * 1.0001; tick += shown) ticks.push(Number(tick.toPrecision(6)))
  return { max, ticks }
}
