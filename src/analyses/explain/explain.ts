import {
  type ChangeExplanation,
  type Computed,
  explainChange,
  type FunnelStratum,
  seededGenerator,
} from '#stats/index.ts'

const SEED = 20_141_007

export interface ExplainTask {
  readonly strata: readonly FunnelStratum[]
  readonly spend?: { readonly before: number; readonly after: number }
  readonly phi: number
}

/** Explains a change with intervals; the same task gives the same intervals. */
export function explain(task: ExplainTask): Computed<ChangeExplanation> {
  return explainChange({ ...task, random: seededGenerator(SEED) })
}
