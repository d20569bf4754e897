import type { ElementRatio } from '#schema/answer/elements-answer.ts'

/** A logarithmic axis of ratios around 1. */
export interface EffectScale {
  readonly low: number
  readonly high: number
}

const WIDEST = 4
const NARROWEST = 1.25
const COVERED = 0.9

/** One axis for all rows: as wide as nine of ten intervals, alike on both sides of no effect. */
export function fitEffectScale(effects: readonly (ElementRatio | null)[]): EffectScale {
  const reaches = effects
    .flatMap((effect) => (effect === null ? [] : [Math.max(effect.high, 1 / effect.low)]))
    .toSorted((a, b) => a - b)
  const most = reaches[Math.min(reaches.length - 1, Math.floor(reaches.length * COVERED))] ?? NARROWEST
  const high = Math.min(WIDEST, Math.max(NARROWEST, most))
  return { low: 1 / high, high }
}

/** Where a ratio lies on the axis, 0 to 1; what reaches beyond it lies at its end. */
export function shareOfScale({ low, high }: EffectScale, ratio: number): number {
  const share = Math.log(ratio / low) / Math.log(high / low)
  return Math.min(1, Math.max(0, share))
}
