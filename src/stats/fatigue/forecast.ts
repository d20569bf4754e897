import { type Computed, notComputed } from '../not-computed.ts'
import { normalQuantile } from '../special/normal.ts'
import type { FatigueForecast } from './types.ts'

const SURE = 0.8
const LEAST_DAYS = 4
const ROUNDS = 40

/**
 * Slope of ln rate over some days: Poisson regression on the expected conversions, its variance times φ, by Newton's method.
 * A half-life is given only where the 80 % interval of the slope lies below 0.
 */
export function forecastRate(
  day: ArrayLike<number>,
  conversions: ArrayLike<number>,
  expected: ArrayLike<number>,
  phi: number,
): Computed<FatigueForecast> {
  if (day.length < LEAST_DAYS) return notComputed('not_enough_data', 'the change is too recent to forecast')
  let count = 0
  let exposure = 0
  let middle = 0
  for (let d = 0; d < day.length; d++) {
    count += conversions[d] ?? 0
    exposure += expected[d] ?? 0
    middle += (expected[d] ?? 0) * (day[d] ?? 0)
  }
  if (!(count > 0 && exposure > 0)) return notComputed('no_conversions', 'nothing has converted since')
  middle /= exposure
  let level = Math.log(count / exposure)
  let slope = 0
  let variance = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    let [s0, s1, h00, h01, h11] = [0, 0, 0, 0, 0]
    for (let d = 0; d < day.length; d++) {
      const x = (day[d] ?? 0) - middle
      const mean = (expected[d] ?? 0) * Math.exp(Math.max(-50, Math.min(50, level + slope * x)))
      const rest = (conversions[d] ?? 0) - mean
      s0 += rest
      s1 += rest * x
      h00 += mean
      h01 += mean * x
      h11 += mean * x * x
    }
    const determinant = h00 * h11 - h01 * h01
    if (!(determinant > 0)) return notComputed('did_not_converge', 'the days since do not tell a slope')
    variance = h00 / determinant
    const step = (h00 * s1 - h01 * s0) / determinant
    level += Math.max(-1, Math.min(1, (h11 * s0 - h01 * s1) / determinant))
    slope += Math.max(-1, Math.min(1, step))
    if (Math.abs(step) < 1e-12) break
  }
  const reach = normalQuantile((1 + SURE) / 2) * Math.sqrt(phi * variance)
  const [low, high] = [slope - reach, slope + reach]
  return { slope, low, high, halfLife: high < 0 ? Math.LN2 / -slope : null }
}
