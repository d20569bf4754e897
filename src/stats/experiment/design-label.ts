/**
 * How it was decided who sees which arm: equal delivery to all arms, a split made by the platform's own test, or whatever
 * the network chose to deliver. Only the first two may say that an arm won.
 */
export type DesignLabel = 'equal' | 'platform' | 'observational'

/** The label of a test that names none: by its designed shares, of which an optimising network has none. */
export function labelOf(design: readonly number[] | null): DesignLabel {
  if (design === null) return 'observational'
  return design.every((share) => Math.abs(share / (design[0] ?? 1) - 1) < 1e-9) ? 'equal' : 'platform'
}
