import { type Computed, notComputed } from '../not-computed.ts'
import { qualities } from '../ranking/creative-posterior.ts'
import { learnPrior } from '../ranking/prior.ts'
import { gammaQuantile, gammaUpperQuantile } from '../special/gamma-quantile.ts'
import { type AmountCell, type UnitSize, unitSizes } from './unit-size.ts'

/** What one object earned: revenue of installs, or installs of impressions. */
export interface AmountEvidence {
  readonly amount: number
  readonly exposure: number
  /** The same by day, from which it is learnt how lumpy amounts are. */
  readonly cells: readonly AmountCell[]
}

/** What an amount per exposure is worth believing: Gamma(shape, rate). */
export interface Believed {
  readonly mean: number
  readonly shape: number
  readonly rate: number
  /** How much of it is its own evidence, the rest being what such objects are like. */
  readonly weight: number
}

export interface ShrunkAmounts {
  readonly objects: readonly Believed[]
  /** What such objects are worth. */
  readonly mean: number
  /** Coefficient of variation of their true worth. */
  readonly cv: number
  readonly unit: UnitSize
}

export interface ShrinkOptions {
  /** Smallest unit an amount comes in: 1 for counts, 0 for money. */
  readonly least: number
}

function isUsable({ amount, exposure, cells }: AmountEvidence): boolean {
  return [amount, exposure, ...cells.flatMap((cell) => [cell.amount, cell.exposure])].every(
    (value) => Number.isFinite(value) && value >= 0,
  )
}

/**
 * Amounts per exposure of several objects, each drawn to what all of them are like by as much as it is uncertain.
 * Amounts ÷ unit size behave like counts (compound Poisson), whose rates come from a gamma learnt from all objects.
 */
export function shrinkAmounts(
  evidence: readonly AmountEvidence[],
  { least }: ShrinkOptions,
): Computed<ShrunkAmounts> {
  if (!evidence.every(isUsable))
    return notComputed('invalid_counts', 'amounts and exposures must be 0 or more')
  if (!evidence.some(({ exposure }) => exposure > 0))
    return notComputed('no_exposure', 'nothing was there to earn anything')
  if (!evidence.some(({ amount }) => amount > 0)) return notComputed('no_conversions', 'nothing was earned')
  const units = unitSizes(
    evidence.map(({ cells }) => cells),
    least,
  )
  if (units === null)
    return notComputed('no_days', 'one day alone does not tell how much what is earned varies')
  const used = evidence.flatMap(({ exposure }, place) => (exposure > 0 ? [place] : []))
  const divided = (read: (object: AmountEvidence) => number) =>
    Float64Array.from(used, (place) => {
      const object = evidence[place]
      return object === undefined ? 0 : read(object) / (units.each[place] ?? 1)
    })
  const counts = { conversions: divided(({ amount }) => amount), exposure: divided((one) => one.exposure) }
  const prior = learnPrior(counts.conversions, counts.exposure)
  if (prior === null) return notComputed('no_conversions', 'nothing was earned')
  const all = { conversions: new Float64Array(evidence.length), exposure: new Float64Array(evidence.length) }
  used.forEach((place, index) => {
    all.conversions[place] = counts.conversions[index] ?? 0
    all.exposure[place] = counts.exposure[index] ?? 0
  })
  return {
    objects: qualities(prior, all).map(({ mean, variance, weight }) => ({
      mean,
      shape: mean ** 2 / variance,
      rate: mean / variance,
      weight,
    })),
    mean: prior.mean,
    cv: prior.cv,
    unit: units.all,
  }
}

/** The p-quantile of a belief. */
export function believedQuantile({ shape, rate }: Pick<Believed, 'shape' | 'rate'>, p: number): number {
  return (p <= 0.5 ? gammaQuantile(shape, p) : gammaUpperQuantile(shape, 1 - p)) / rate
}
