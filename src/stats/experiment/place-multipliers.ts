import { solveContrasts, zeroMatrix } from '../linear/symmetric.ts'
import type { Part } from '../ranking/part.ts'

const TOLERANCE = 1e-10
const MOST_STEPS = 80
const LONGEST_MOVE = 4

/**
 * What each place does to every arm, Σ mix × multiplier = 1: the same maximum as the conditional likelihood of places has,
 * reached from the few arms' side, so that its cost grows with places instead of their cube.
 */
export function placeMultipliers(part: Part): Float64Array {
  const { start, stratum, exposure, conversions, mix } = part
  const size = start.length - 1
  const converted = new Float64Array(part.strata.length)
  const totals = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    for (let k = start[i] ?? 0; k < (start[i + 1] ?? 0); k++) {
      const c = conversions[k] ?? 0
      converted[stratum[k] ?? 0] = (converted[stratum[k] ?? 0] ?? 0) + c
      totals[i] = (totals[i] ?? 0) + c
    }
  }
  // An arm that never converted has rate 0: it tells nothing about places.
  const active = [...totals.keys()].filter((i) => (totals[i] ?? 0) > 0)
  let effect = new Float64Array(active.length)
  const weigh = (at: Float64Array) => {
    const sums = new Float64Array(converted.length)
    active.forEach((i, a) => {
      const rate = Math.exp(at[a] ?? 0)
      for (let k = start[i] ?? 0; k < (start[i + 1] ?? 0); k++) {
        const s = stratum[k] ?? 0
        sums[s] = (sums[s] ?? 0) + (exposure[k] ?? 0) * rate
      }
    })
    return sums
  }
  const height = (at: Float64Array, sums: Float64Array) =>
    active.reduce((sum, i, a) => sum + (totals[i] ?? 0) * (at[a] ?? 0), 0) -
    converted.reduce((sum, c, s) => (c > 0 ? sum + c * Math.log(sums[s] ?? 0) : sum), 0)
  for (let step = 0; step < MOST_STEPS; step++) {
    const sums = weigh(effect)
    const gradient = Float64Array.from(active, (i) => totals[i] ?? 0)
    const information = zeroMatrix(active.length)
    const { values } = information
    const shares = Array.from({ length: converted.length }, (): [number, number][] => [])
    active.forEach((i, a) => {
      const rate = Math.exp(effect[a] ?? 0)
      for (let k = start[i] ?? 0; k < (start[i + 1] ?? 0); k++) {
        const s = stratum[k] ?? 0
        const own = (converted[s] ?? 0) > 0 ? ((exposure[k] ?? 0) * rate) / (sums[s] ?? 1) : 0
        if (own > 0) shares[s]?.push([a, own])
      }
    })
    shares.forEach((arms, s) => {
      const c = converted[s] ?? 0
      for (const [a, own] of arms) {
        gradient[a] = (gradient[a] ?? 0) - c * own
        values[a * active.length + a] = (values[a * active.length + a] ?? 0) + c * own
        for (const [b, other] of arms)
          values[a * active.length + b] = (values[a * active.length + b] ?? 0) - c * own * other
      }
    })
    const move = active.length > 1 ? solveContrasts(information, gradient) : null
    if (move === null) break
    const longest = move.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    let length = Math.min(1, LONGEST_MOVE / Math.max(longest, 1e-300))
    const along = () => effect.map((e, a) => e + length * (move[a] ?? 0))
    const now = height(effect, sums)
    let next = along()
    while (height(next, weigh(next)) < now && length * longest > TOLERANCE) {
      length /= 2
      next = along()
    }
    effect = next
    if (length * longest < TOLERANCE) break
  }
  const sums = weigh(effect)
  const raw = converted.map((c, s) => (c > 0 ? c / (sums[s] ?? 1) : 0))
  const scale = raw.reduce((sum, m, s) => sum + (mix[s] ?? 0) * m, 0)
  return raw.map((m) => m / scale)
}
