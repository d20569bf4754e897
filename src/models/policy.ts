type Outcomes = readonly ('mmp' | 'network' | 'own')[]

/** Which basis answers a plain count of conversions, first choice first. */
export interface SourceOfTruth {
  readonly outcomes: Outcomes
  /** The same for single networks, which goes before. */
  readonly networks?: ReadonlyMap<string, Outcomes>
  /** Share of MMP conversions that must match a delivered object before the MMP answers at that level. */
  readonly matchedShare: number
}

export const DEFAULT_SOURCE_OF_TRUTH: SourceOfTruth = {
  outcomes: ['mmp', 'own', 'network'],
  matchedShare: 0.9,
}
