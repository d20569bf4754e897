import { type GammaBelief, probabilityAbove } from './gamma-comparison.ts'
import type { SimpsonWarning } from './types.ts'

export interface SimpsonCandidate {
  readonly id: string
  readonly conversions: number
  readonly pooled: number
  readonly belief: GammaBelief
}

const LOOK_AT = 100
const SHOW = 20
const SURE = 0.9

/** Pairs whose pooled rates are in the other order than their adjusted ones, with the adjusted order at least 90 % sure; surest first. */
export function simpsonWarnings(candidates: readonly SimpsonCandidate[]): SimpsonWarning[] {
  const largest = candidates.toSorted((a, b) => b.conversions - a.conversions).slice(0, LOOK_AT)
  const found: SimpsonWarning[] = []
  for (const higher of largest) {
    for (const lower of largest) {
      if (higher.belief.mean <= lower.belief.mean || higher.pooled >= lower.pooled) continue
      const probability = probabilityAbove(higher.belief, lower.belief)
      if (probability >= SURE) found.push({ higherPooled: lower.id, higherAdjusted: higher.id, probability })
    }
  }
  return found.sort((a, b) => b.probability - a.probability).slice(0, SHOW)
}
