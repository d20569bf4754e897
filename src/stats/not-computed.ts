export type NotComputedCode =
  | 'no_exposure'
  | 'no_conversions'
  | 'invalid_counts'
  | 'more_conversions_than_exposure'
  | 'invalid_setting'
  | 'only_one_creative'
  | 'one_stratum'
  | 'not_comparable'
  | 'weak_overlap'
  | 'not_enough_data'
  | 'no_benchmark'
  | 'no_days'
  | 'no_plan'
  | 'no_change'
  | 'did_not_converge'

/** A number that was not computed: the reason as a sentence, and a code for programs. */
export interface NotComputed {
  readonly notComputed: string
  readonly code: NotComputedCode
}

export type Computed<T> = T | NotComputed

export function notComputed(code: NotComputedCode, reason: string): NotComputed {
  return { notComputed: reason, code }
}

/** True when the value was computed, narrowing its type. */
export function isComputed<T>(value: Computed<T>): value is T {
  return !(typeof value === 'object' && value !== null && 'notComputed' in value)
}
