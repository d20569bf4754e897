/** What is known of the pace of work that is under way. */
export interface Pace {
  readonly rowsPerSecond: number | null
  readonly secondsLeft: number | null
}

/** Below these a pace says nothing yet. */
const LEAST_SECONDS = 1
const LEAST_FRACTION = 0.01

/** Rows a second since the start, and the seconds left if it goes on so; `null` while neither can be told. */
export function paceOf(seconds: number, { fraction, rows }: { fraction: number; rows: number }): Pace {
  if (seconds < LEAST_SECONDS) return { rowsPerSecond: null, secondsLeft: null }
  return {
    rowsPerSecond: rows === 0 ? null : rows / seconds,
    secondsLeft: fraction < LEAST_FRACTION ? null : (seconds * (1 - fraction)) / fraction,
  }
}
