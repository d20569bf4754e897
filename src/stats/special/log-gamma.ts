const HALF_LOG_2_PI = 0.9189385332046728

/** ln Γ(x) for x > 0, absolute error about 1e-15 × max(1, |ln Γ|) (Stirling's series after a shift). */
export function logGamma(x: number): number {
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LOG_2_PI + stirlingError(x)
  if (x === 1 || x === 2) return 0
  let product = 1
  let shifted = x
  while (shifted < 10) {
    product *= shifted
    shifted += 1
  }
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_2_PI + stirlingError(shifted) - Math.log(product)
  )
}

/** ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π] for x > 0 (DLMF 5.11.1). */
export function stirlingError(x: number): number {
  if (x < 10) return logGamma(x) - ((x - 0.5) * Math.log(x) - x + HALF_LOG_2_PI)
  const r = 1 / (x * x)
  return (
    (0.08333333333333333 -
      r *
        (0.002777777777777778 -
          r *
            (0.0007936507936507937 -
              r *
                (0.0005952380952380953 -
                  r * (0.0008417508417508417 - r * (0.0019175269175269176 - r * 0.00641025641025641)))))) /
    x
  )
}
