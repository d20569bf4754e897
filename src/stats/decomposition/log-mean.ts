/** Logarithmic mean of two positive numbers: their difference over that of their logarithms. */
export function logMean(x: number, y: number): number {
  const d = Math.log(y / x)
  return Math.abs(d) < 1e-8 ? (x + y) / 2 : (y - x) / d
}
