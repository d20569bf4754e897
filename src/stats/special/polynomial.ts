/** Value of Σ coefficients[k] x^k, by Horner's rule; only the first `terms` of them when given. */
export function polynomial(coefficients: readonly number[], x: number, terms = coefficients.length): number {
  let value = 0
  for (let k = Math.min(terms, coefficients.length) - 1; k >= 0; k--)
    value = value * x + (coefficients[k] ?? 0)
  return value
}
