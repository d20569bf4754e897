/** A stretch of delays cut into bins of equal width, or of equal ratio. */
export interface DelaySegment {
  readonly from: number
  readonly to: number
  readonly bins: number
  readonly scale: 'linear' | 'log'
}

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** Bins of the seconds from touch to install: one a second in the first minute, then ratios, with edges at 2 and 24 hours, 2 and 7 days. */
export const DELAY_SEGMENTS: readonly DelaySegment[] = [
  { from: 0, to: MINUTE, bins: 60, scale: 'linear' },
  { from: MINUTE, to: HOUR, bins: 24, scale: 'log' },
  { from: HOUR, to: 2 * HOUR, bins: 4, scale: 'log' },
  { from: 2 * HOUR, to: DAY, bins: 18, scale: 'log' },
  { from: DAY, to: 2 * DAY, bins: 5, scale: 'log' },
  { from: 2 * DAY, to: 7 * DAY, bins: 10, scale: 'log' },
  { from: 7 * DAY, to: 90 * DAY, bins: 12, scale: 'log' },
]

/** Longest delay that is told apart from longer ones, in seconds. */
export const LONGEST_DELAY = 90 * DAY

function edgesOf(): readonly number[] {
  const edges = DELAY_SEGMENTS.flatMap(({ from, to, bins, scale }) =>
    Array.from({ length: bins }, (_, index) =>
      scale === 'linear' ? from + ((to - from) * index) / bins : from * (to / from) ** (index / bins),
    ),
  )
  return [...edges, LONGEST_DELAY]
}

/** Lower edge of every bin in seconds, and the upper edge of the last. */
export const DELAY_EDGES = edgesOf()

export const DELAY_BINS = DELAY_EDGES.length - 1

/** The bin of a delay in seconds; longer ones are in the last. */
export function delayBin(seconds: number): number {
  let low = 0
  let high = DELAY_BINS
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (seconds >= (DELAY_EDGES[middle] ?? 0)) low = middle
    else high = middle
  }
  return low
}

const logs = Array.from({ length: DELAY_BINS }, (_, bin) => {
  const [low = 0, high = 0] = [DELAY_EDGES[bin], DELAY_EDGES[bin + 1]]
  return Math.log(Math.sqrt(Math.max(low, 0.5) * high))
})

/** Logarithm of the seconds in the middle of a bin. */
export function logDelay(bin: number): number {
  return logs[bin] ?? 0
}

/** The bin that begins at a number of seconds, which is an edge. */
export function binFrom(seconds: number): number {
  return delayBin(seconds * (1 + 1e-9))
}
