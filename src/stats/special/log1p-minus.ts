/** log(1 + x) − x without cancellation, for x > −1. */
export function log1pMinus(x: number): number {
  if (x < -0.45 || x > 0.6) return Math.log1p(x) - x
  // log(1 + x) = 2 artanh(r), r = x / (2 + x); the first term is taken out by hand.
  const r = x / (2 + x)
  const r2 = r * r
  let sum = 0
  let term = r * r2 * 2
  for (let k = 3; k < 60; k += 2) {
    const next = sum + term / k
    if (next === sum) break
    sum = next
    term *= r2
  }
  return sum - r * x
}
