import { placeOf } from '../experiment/arm-overlap.ts'
import { type SquareMatrix, zeroMatrix } from '../linear/symmetric.ts'
import type { FactorArm } from './types.ts'

interface Place {
  readonly arms: readonly number[]
  readonly logExposure: readonly number[]
  readonly total: number
}

/** Conditional log-likelihood of one test's log rates given the total of each day and stratum, over φ. */
export class FactorLikelihood {
  readonly size: number
  private readonly counts: Float64Array
  private readonly places: readonly Place[]

  constructor(arms: readonly FactorArm[], phi: number) {
    this.size = arms.length
    this.counts = new Float64Array(arms.length)
    const places = new Map<string, { exposure: Map<number, number>; total: number }>()
    arms.forEach(({ cells }, i) => {
      for (const cell of cells) {
        if (!(cell.exposure > 0)) continue
        const key = placeOf(cell)
        const place = places.get(key) ?? { exposure: new Map<number, number>(), total: 0 }
        place.exposure.set(i, (place.exposure.get(i) ?? 0) + cell.exposure)
        place.total += cell.conversions / phi
        places.set(key, place)
        this.counts[i] = (this.counts[i] ?? 0) + cell.conversions / phi
      }
    })
    this.places = [...places.values()]
      .filter(({ total }) => total > 0)
      .map(({ exposure, total }) => {
        const all = [...exposure.values()].reduce((a, b) => a + b, 0)
        return {
          arms: [...exposure.keys()],
          logExposure: [...exposure.values()].map((n) => Math.log(n / all)),
          total,
        }
      })
  }

  value(eta: Float64Array): number {
    let sum = 0
    for (let i = 0; i < this.size; i++) sum += (this.counts[i] ?? 0) * (eta[i] ?? 0)
    for (const place of this.places) sum -= place.total * sharesOf(place, eta).logSum
    return sum
  }

  /** Gradient and negative Hessian in the log rates. */
  derivatives(eta: Float64Array): { slope: Float64Array; information: SquareMatrix } {
    const slope = this.counts.slice()
    const information = zeroMatrix(this.size)
    const { values } = information
    for (const place of this.places) {
      const { shares } = sharesOf(place, eta)
      place.arms.forEach((i, a) => {
        const expected = place.total * (shares[a] ?? 0)
        slope[i] = (slope[i] ?? 0) - expected
        const row = i * this.size
        values[row + i] = (values[row + i] ?? 0) + expected
        place.arms.forEach((j, b) => {
          values[row + j] = (values[row + j] ?? 0) - expected * (shares[b] ?? 0)
        })
      })
    }
    return { slope, information }
  }
}

function sharesOf(
  { arms, logExposure }: Place,
  eta: Float64Array,
): { shares: readonly number[]; logSum: number } {
  const heights = arms.map((i, a) => (logExposure[a] ?? 0) + (eta[i] ?? 0))
  const top = Math.max(...heights)
  const weights = heights.map((height) => Math.exp(height - top))
  const total = weights.reduce((a, b) => a + b, 0)
  return { shares: weights.map((weight) => weight / total), logSum: top + Math.log(total) }
}
