/**
 * Exposure of sources that date conversions by the day of the install: what the impressions of a day and of those before it
 * let arrive on it, Σ f_k n_{d−k}. Days are in a row; before the first one the pace of the first is assumed.
 */
export function delayedExposure(exposure: ArrayLike<number>, delayShares: ArrayLike<number>): Float64Array {
  const first = exposure[0] ?? 0
  return Float64Array.from({ length: exposure.length }, (_, day) => {
    let sum = 0
    for (let k = 0; k < delayShares.length; k++) sum += (delayShares[k] ?? 0) * (exposure[day - k] ?? first)
    return sum
  })
}
