import type { Dimension } from '#schema/dimension.ts'

/**
 * What rolled-up facts still tell: everything that says which creative it was and who delivered it. Most
 * questions ask no more, and by country, campaign or site there are many times as many rows.
 */
export const ROLLED_DIMENSIONS = [
  'network',
  'account',
  'app',
  'os',
  'ad_id',
  'ad',
  'creative_id',
  'creative',
  'format',
] as const satisfies readonly Dimension[]

/** Loads of fewer members are read as fast as they are. */
export const LEAST_MEMBERS = 10_000
/** Members that have to become one for the sums to be worth keeping. */
export const LEAST_SHRINKAGE = 3
