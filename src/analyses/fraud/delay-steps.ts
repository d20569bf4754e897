import { DELAY_EDGES, type SiteCell } from '#stats/index.ts'

const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]
const WANTED = [
  0,
  2,
  5,
  10,
  20,
  40,
  MINUTE,
  2 * MINUTE,
  4 * MINUTE,
  8 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
  16 * HOUR,
  DAY,
  2 * DAY,
  4 * DAY,
  7 * DAY,
  30 * DAY,
]

/** Bins at which the shown steps begin: the edges next to round numbers. */
const STARTS = WANTED.map((wanted) =>
  DELAY_EDGES.reduce(
    (best, edge, bin) =>
      Math.abs(Math.log1p(edge) - Math.log1p(wanted)) <
      Math.abs(Math.log1p(DELAY_EDGES[best] ?? 0) - Math.log1p(wanted))
        ? bin
        : best,
    0,
  ),
)

/** Where the shown steps of the time from click to install begin, in seconds. */
export const SHOWN_EDGES = STARTS.map((bin) => Math.round(DELAY_EDGES[bin] ?? 0))

function stepOf(bin: number): number {
  const after = STARTS.findIndex((start) => start > bin)
  return after === -1 ? STARTS.length - 1 : after - 1
}

/** Counts by fine bin as counts by shown step. */
export function inSteps(bins: Iterable<readonly [number, number]>): number[] {
  const steps = new Array<number>(STARTS.length).fill(0)
  for (const [bin, count] of bins) {
    const step = stepOf(bin)
    steps[step] = (steps[step] ?? 0) + count
  }
  return steps
}

/** Installs of a site by shown step; `null` where no log tells. */
export function shownDelays(cells: readonly SiteCell[]): number[] | null {
  const pairs = cells.flatMap(({ delays }) =>
    delays.bins.map((bin, index) => [bin, delays.counts[index] ?? 0] as const),
  )
  return pairs.length === 0 ? null : inSteps(pairs)
}
