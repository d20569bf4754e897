/** Which basis answers a plain count of conversions, first choice first. */
export interface SourceOfTruth {
  readonly outcomes: readonly ('mmp' | 'network' | 'own')[]
  /** Share of MMP conversions that must match a delivered object before the MMP answers at that level. */
  readonly matchedShare: number
}

export const DEFAULT_SOURCE_OF_TRUTH: SourceOfTruth = {
  outcomes: ['mmp', 'own', 'network'],
  matchedShare: 0.9,
}
