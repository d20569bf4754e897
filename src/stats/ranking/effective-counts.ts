import type { ExpectedShares } from './expected-shares.ts'
import type { Part } from './part.ts'

/** Counts of each creative of a component after weighting for noise and interaction. */
export interface EffectiveCounts {
  readonly conversions: Float64Array
  readonly exposure: Float64Array
}

const SWEEPS = 3
const TYPICAL_CV = 0.3

/** C* = Σ c/(φ + κμ) and E* = Σ n m/(φ + κμ): cells that the interaction makes uncertain count less. */
export function effectiveCounts(
  part: Part,
  expected: ExpectedShares,
  phi: Float64Array,
  kappa: Float64Array,
): EffectiveCounts {
  const count = part.creatives.length
  const conversions = new Float64Array(count)
  const exposure = new Float64Array(count)
  const allConversions = expected.conversions.reduce((a, b) => a + b, 0)
  const allExposure = expected.total.reduce((a, b) => a + b, 0)
  const shape = TYPICAL_CV ** -2
  const rate = allConversions > 0 ? (shape * allExposure) / allConversions : 1
  for (let i = 0; i < count; i++) {
    let theta = shape / rate
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      let c = 0
      let e = 0
      for (let k = part.start[i] ?? 0; k < (part.start[i + 1] ?? 0); k++) {
        const own = expected.exposure[k] ?? 0
        const weight = 1 / ((phi[i] ?? 1) + (kappa[part.stratum[k] ?? 0] ?? 0) * own * theta)
        c += weight * (part.conversions[k] ?? 0)
        e += weight * own
      }
      conversions[i] = c
      exposure[i] = e
      theta = (shape + c) / (rate + e)
    }
  }
  return { conversions, exposure }
}
