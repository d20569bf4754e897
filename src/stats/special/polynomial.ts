/** Value of Σ coefficients[k] x^k, by Horner's rule. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * x + (coefficients[k] ?? 0)
  return value
}
