import { type Computed, notComputed } from '../not-computed.ts'

/** Totals of one day as they stood at each report age; later ones may be lower. */
export interface ReportedTotals {
  readonly totals: ArrayLike<number>
}

export interface DevelopmentCurve {
  /** Factor from each age to the next. */
  readonly factors: Float64Array
  /** Share of the final total that stands at each age. */
  readonly share: Float64Array
  /** Mack’s variance of a factor for a total of 1: σ²_k. */
  readonly sigmaSquared: Float64Array
  /** Totals at each age of the days that were observed at the next. */
  readonly weight: Float64Array
}

/** Age-to-age factors of totals that are restated, up or down, with the variances of Mack 1993. */
export function developmentCurve(days: readonly ReportedTotals[]): Computed<DevelopmentCurve> {
  const ages = days.reduce((most, { totals }) => Math.max(most, totals.length), 0)
  if (ages < 2) return notComputed('no_days', 'no day was reported twice')
  const factors = new Float64Array(ages - 1).fill(1)
  const sigmaSquared = new Float64Array(ages - 1)
  const weight = new Float64Array(ages - 1)
  for (let k = 0; k < ages - 1; k++) {
    const seen = days.filter(({ totals }) => totals.length > k + 1 && (totals[k] ?? 0) > 0)
    let above = 0
    let below = 0
    for (const { totals } of seen) {
      above += totals[k + 1] ?? 0
      below += totals[k] ?? 0
    }
    weight[k] = below
    if (!(below > 0)) continue
    const factor = above / below
    factors[k] = factor
    if (seen.length < 2) continue
    let squares = 0
    for (const { totals } of seen)
      squares += (totals[k] ?? 0) * ((totals[k + 1] ?? 0) / (totals[k] ?? 1) - factor) ** 2
    sigmaSquared[k] = squares / (seen.length - 1)
  }
  // Mack’s extrapolation for the last age, of which there is a single day.
  const [third = 0, second = 0] = [sigmaSquared[ages - 4] ?? 0, sigmaSquared[ages - 3] ?? 0]
  if (ages > 2 && sigmaSquared[ages - 2] === 0)
    sigmaSquared[ages - 2] = third > 0 ? Math.min(second ** 2 / third, second, third) : second
  const share = new Float64Array(ages).fill(1)
  for (let k = ages - 2; k >= 0; k--) share[k] = (share[k + 1] ?? 1) / (factors[k] ?? 1)
  return { factors, share, sigmaSquared, weight }
}

/** The final total of a day that stands at `total` at an age, and Mack’s standard error of it. */
export function developedTotal(
  { factors, sigmaSquared, weight }: DevelopmentCurve,
  total: number,
  age: number,
): { readonly estimate: number; readonly error: number } {
  let estimate = total
  const standing: number[] = []
  for (let k = age; k < factors.length; k++) {
    standing.push(estimate)
    estimate *= factors[k] ?? 1
  }
  let relative = 0
  standing.forEach((at, step) => {
    const k = age + step
    const noise = (sigmaSquared[k] ?? 0) / (factors[k] ?? 1) ** 2
    if (noise > 0 && at > 0 && (weight[k] ?? 0) > 0) relative += noise * (1 / at + 1 / (weight[k] ?? 1))
  })
  return { estimate, error: Math.abs(estimate) * Math.sqrt(relative) }
}
