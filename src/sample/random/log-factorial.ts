const SMALL = 256

const TABLE = new Float64Array(SMALL)
for (let n = 2; n < SMALL; n += 1) TABLE[n] = (TABLE[n - 1] ?? 0) + Math.log(n)

/** ln(n!) to better than 1e-12. */
export function logFactorial(n: number): number {
  const known = TABLE[n]
  if (known !== undefined) return known
  const x = n + 1
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3)
}
