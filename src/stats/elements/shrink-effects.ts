import { normalCdf } from '../special/normal.ts'

/** An effect as measured, everything else held apart. */
export interface MeasuredEffect {
  readonly estimate: number
  readonly variance: number
}

export interface ShrunkEffect {
  readonly mean: number
  readonly low: number
  readonly high: number
}

const SCALES = [0.005, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6] as const
/** Effects that the first guess of how large effects are is worth. */
const PRIOR_EFFECTS = 10
/** Spread of a typical effect before anything is measured. */
const FIRST_SCALE = 0.4
const ROUNDS = 200
const HALVINGS = 60

/**
 * Effects drawn to zero by as much as all of them together say that effects are small: normal of unknown scale, the shares of
 * the scales learnt from all effects (adaptive shrinkage, Stephens 2017). Few large among many small ones keep their size.
 */
export function shrinkEffects(effects: readonly MeasuredEffect[], level: number): ShrunkEffect[] {
  const guess = normalised(SCALES.map((scale) => Math.exp(-(scale ** 2) / (2 * FIRST_SCALE ** 2))))
  const densities = effects.map(({ estimate, variance }) => {
    const logs = SCALES.map(
      (scale) => -0.5 * Math.log(variance + scale ** 2) - estimate ** 2 / (2 * (variance + scale ** 2)),
    )
    const top = Math.max(...logs)
    return logs.map((log) => Math.exp(log - top))
  })
  let shares = guess
  for (let round = 0; round < ROUNDS; round++) {
    const sums = guess.map((share) => PRIOR_EFFECTS * share)
    for (const own of densities) {
      const chances = normalised(own.map((density, k) => density * (shares[k] ?? 0)))
      for (const [k, chance] of chances.entries()) sums[k] = (sums[k] ?? 0) + chance
    }
    shares = normalised(sums)
  }
  return effects.map(({ estimate, variance }, j) => {
    const chances = normalised((densities[j] ?? []).map((density, k) => density * (shares[k] ?? 0)))
    const parts = SCALES.map((scale, k) => {
      const weight = scale ** 2 / (scale ** 2 + variance)
      return { chance: chances[k] ?? 0, mean: weight * estimate, deviation: Math.sqrt(weight * variance) }
    })
    const mean = parts.reduce((sum, part) => sum + part.chance * part.mean, 0)
    return { mean, low: quantile(parts, (1 - level) / 2), high: quantile(parts, (1 + level) / 2) }
  })
}

function normalised(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0)
  return values.map((value) => value / total)
}

interface NormalPart {
  readonly chance: number
  readonly mean: number
  readonly deviation: number
}

function quantile(parts: readonly NormalPart[], p: number): number {
  let low = Math.min(...parts.map(({ mean, deviation }) => mean - 10 * deviation))
  let high = Math.max(...parts.map(({ mean, deviation }) => mean + 10 * deviation))
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2
    const below = parts.reduce(
      (sum, { chance, mean, deviation }) => sum + chance * normalCdf((middle - mean) / deviation),
      0,
    )
    if (below < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
