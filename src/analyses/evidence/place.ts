/**
 * What one object showed and earned in one place. A dimension is absent where it was not asked and `null` where
 * nobody tells its value.
 */
export interface Place {
  readonly object: string
  readonly app?: string | null
  readonly network?: string | null
  readonly os?: string | null
  readonly country?: string | null
  readonly format?: string | null
  readonly exposure: number
  readonly conversions: number
}

/** Dimensions besides the network that tell places apart. */
export const PLACE_DIMENSIONS = ['app', 'os', 'country', 'format'] as const
export type PlaceDimension = (typeof PLACE_DIMENSIONS)[number]
