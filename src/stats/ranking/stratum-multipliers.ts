import { invertContrasts, type SquareMatrix, solveContrasts, zeroMatrix } from '../linear/symmetric.ts'
import type { Part } from './part.ts'

export interface StratumMultipliers {
  /** Rate of each stratum relative to the mix: Σ mix × multiplier = 1. */
  readonly multiplier: Float64Array
  /** Covariance of ln multiplier at φ = 1, defined on contrasts. */
  readonly covariance: SquareMatrix
  readonly converged: boolean
}

const TOLERANCE = 1e-10
const MOST_STEPS = 80
const LONGEST_MOVE = 4

/**
 * How strata differ, from contrasts inside creatives only (fixed creative effects, so that giving good creatives to good
 * strata does not bias it): Newton on the conditional likelihood. (Hausman, Hall, Griliches 1984.)
 */
export function stratumMultipliers(part: Part): StratumMultipliers {
  const size = part.strata.length
  const converted = new Float64Array(size)
  const totals = new Float64Array(part.creatives.length)
  for (let i = 0; i < totals.length; i++) {
    for (let k = part.start[i] ?? 0; k < (part.start[i + 1] ?? 0); k++) {
      const s = part.stratum[k] ?? 0
      const c = part.conversions[k] ?? 0
      converted[s] = (converted[s] ?? 0) + c
      totals[i] = (totals[i] ?? 0) + c
    }
  }
  let effect = startingEffects(part, converted)
  let converged = size === 1
  let { information, gradient } = profile(part, totals, converted, effect)
  for (let step = 0; step < MOST_STEPS && !converged; step++) {
    const move = solveContrasts(information, gradient)
    if (move === null) break
    const longest = move.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    const uphill = dot(gradient, move)
    let length = Math.min(1, LONGEST_MOVE / longest)
    let next = profile(part, totals, converted, along(effect, move, length))
    // The likelihood is concave: a slope that turned steeply negative means the step went too far.
    while (!(dot(next.gradient, move) >= -0.5 * uphill) && length * longest > TOLERANCE) {
      length /= 2
      next = profile(part, totals, converted, along(effect, move, length))
    }
    effect = along(effect, move, length)
    ;({ information, gradient } = next)
    converged = length * longest < TOLERANCE
  }
  const covariance = size === 1 ? zeroMatrix(size) : invertContrasts(information)
  const multiplier = effect.map(Math.exp)
  let scale = 0
  for (let s = 0; s < size; s++) scale += (part.mix[s] ?? 0) * (multiplier[s] ?? 0)
  return {
    multiplier: multiplier.map((m) => m / scale),
    covariance: covariance ?? unknown(size),
    converged: converged && covariance !== null,
  }
}

function along(effect: Float64Array, move: Float64Array, length: number): Float64Array {
  return effect.map((e, s) => e + length * (move[s] ?? 0))
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, s) => sum + x * (b[s] ?? 0), 0)
}

function unknown(size: number): SquareMatrix {
  const matrix = zeroMatrix(size)
  for (let s = 0; s < size; s++) matrix.values[s * size + s] = 1e6
  return matrix
}

function startingEffects(part: Part, converted: Float64Array): Float64Array {
  const exposure = new Float64Array(converted.length)
  part.exposure.forEach((n, k) => {
    const s = part.stratum[k] ?? 0
    exposure[s] = (exposure[s] ?? 0) + n
  })
  const raw = exposure.map((n, s) => Math.log((converted[s] ?? 0) / n))
  const mean = raw.reduce((a, b) => a + b, 0) / raw.length
  return raw.map((value) => value - mean)
}

function profile(
  part: Part,
  totals: Float64Array,
  converted: Float64Array,
  effect: Float64Array,
): { information: SquareMatrix; gradient: Float64Array } {
  const size = effect.length
  const gradient = converted.slice()
  const information = zeroMatrix(size)
  const { values } = information
  const { stratum } = part
  const multiplier = effect.map(Math.exp)
  const share = new Float64Array(size)
  for (let i = 0; i < totals.length; i++) {
    const total = totals[i] ?? 0
    if (total === 0) continue
    const from = part.start[i] ?? 0
    const to = part.start[i + 1] ?? 0
    let expected = 0
    for (let k = from; k < to; k++) {
      const e = (part.exposure[k] ?? 0) * (multiplier[part.stratum[k] ?? 0] ?? 0)
      share[k - from] = e
      expected += e
    }
    for (let k = from; k < to; k++) {
      const s = stratum[k] ?? 0
      const e = (share[k - from] ?? 0) / expected
      const own = total * e
      share[k - from] = e
      gradient[s] = (gradient[s] ?? 0) - own
      values[s * size + s] = (values[s * size + s] ?? 0) + own * (1 - e)
      // The cells of a creative are in no order, so an entry may fall on either side; both halves are added up below.
      for (let l = from; l < k; l++) {
        const at = s * size + (stratum[l] ?? 0)
        values[at] = (values[at] ?? 0) - own * (share[l - from] ?? 0)
      }
    }
  }
  for (let s = 0; s < size; s++) {
    for (let t = 0; t < s; t++) {
      const sum = (values[s * size + t] ?? 0) + (values[t * size + s] ?? 0)
      values[s * size + t] = sum
      values[t * size + s] = sum
    }
  }
  return { information, gradient }
}
