/** How much two exposures share the same strata: Σ h(xₛ, yₛ) ÷ h(Σx, Σy) with h = xy/(x + y); 1 for proportional ones, 0 for disjoint. */
export function overlap(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let totalX = 0
  let totalY = 0
  let shared = 0
  for (let s = 0; s < x.length; s++) {
    const xs = x[s] ?? 0
    const ys = y[s] ?? 0
    totalX += xs
    totalY += ys
    shared += harmonic(xs, ys)
  }
  const whole = harmonic(totalX, totalY)
  return whole > 0 ? Math.min(1, shared / whole) : 0
}

function harmonic(x: number, y: number): number {
  return x + y > 0 ? (x * y) / (x + y) : 0
}
