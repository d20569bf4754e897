export interface DayPoint {
  day: string
  /** `null` where there is no value, which leaves a gap. */
  value: number | null
  /** Whether its source may still change it. */
  provisional?: boolean
  low?: number
  high?: number
}

export interface DaySeries {
  /** Short enough to stand at the end of its line; empty where there is only one. */
  mark: string
  points: readonly DayPoint[]
  /** Place in the palette; the accent unless said. */
  colour?: number
}

/** Something that happened on a day, marked on a plot. */
export interface DayEvent {
  day: string
  /** Short: a number or a letter. */
  mark: string
}

/** Colours told apart by the colour-blind, in either scheme. */
export const SERIES_COLOURS = 5

export function seriesColour(colour: number | undefined): string {
  return colour === undefined ? 'var(--accent)' : `var(--series-${(colour % SERIES_COLOURS) + 1})`
}

/**
 * A series in two lines: what is settled, and what may still change, which begins at the last settled day so
 * that nothing gapes between them.
 */
export function splitProvisional(points: readonly DayPoint[]): {
  settled: readonly DayPoint[]
  open: readonly DayPoint[]
} {
  const first = points.findIndex(({ provisional }) => provisional === true)
  if (first < 0) return { settled: points, open: [] }
  return { settled: points.slice(0, first), open: points.slice(Math.max(0, first - 1)) }
}
