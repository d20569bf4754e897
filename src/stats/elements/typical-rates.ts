import { cholesky, solveInPlace, zeroMatrix } from '../linear/symmetric.ts'
import type { WeighedCreatives } from './spread-moments.ts'

/** Log rate of a typical creative of each one's group: the fixed columns alone, weighed by this spread of creatives. */
export function typicalRates(
  { logRate, variance, fixed }: Pick<WeighedCreatives, 'logRate' | 'variance' | 'fixed'>,
  spread: number,
): Float64Array {
  const inner = zeroMatrix(fixed.length)
  const fitted = new Float64Array(fixed.length)
  for (let i = 0; i < logRate.length; i++) {
    const w = 1 / (spread ** 2 + (variance[i] ?? 0))
    fixed.forEach((own, a) => {
      const x = w * (own[i] ?? 0)
      fitted[a] = (fitted[a] ?? 0) + x * (logRate[i] ?? 0)
      fixed.forEach((other, b) => {
        inner.values[a * fixed.length + b] = (inner.values[a * fixed.length + b] ?? 0) + x * (other[i] ?? 0)
      })
    })
  }
  const lower = cholesky(inner)
  if (lower === null) return new Float64Array(logRate.length)
  solveInPlace(lower, fitted, 0)
  return logRate.map((_, i) => fixed.reduce((sum, own, a) => sum + (own[i] ?? 0) * (fitted[a] ?? 0), 0))
}
