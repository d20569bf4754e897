/** What tells a place apart: a dimension is absent where it was not asked and `null` where nobody tells its value. */
export interface Place {
  readonly app?: string | null
  readonly network?: string | null
  readonly os?: string | null
  readonly country?: string | null
  readonly format?: string | null
}

/** Dimensions besides the network that tell places apart. */
export const PLACE_DIMENSIONS = ['app', 'os', 'country', 'format'] as const
export type PlaceDimension = (typeof PLACE_DIMENSIONS)[number]

/** A place on one network, which is told apart also where objects are networks. */
export interface NetworkPlace {
  readonly place: Place
  /** Empty where nobody says which. */
  readonly network: string
}

/** What objects showed and earned by place, as columns of equal length: a ranking has hundreds of thousands of rows. */
export interface PlacedCounts {
  readonly objects: readonly string[]
  readonly places: readonly NetworkPlace[]
  /** Place in `objects` and in `places` per row. */
  readonly object: Int32Array
  readonly place: Int32Array
  readonly exposure: Float64Array
  readonly conversions: Float64Array
}

/** Only the rows that pass, in their order. */
export function keepRows(counts: PlacedCounts, passes: (row: number) => boolean): PlacedCounts {
  const rows = Int32Array.from(counts.object.keys().filter(passes))
  return {
    ...counts,
    object: rows.map((row) => counts.object[row] ?? 0),
    place: rows.map((row) => counts.place[row] ?? 0),
    exposure: Float64Array.from(rows, (row) => counts.exposure[row] ?? 0),
    conversions: Float64Array.from(rows, (row) => counts.conversions[row] ?? 0),
  }
}
