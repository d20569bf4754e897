import { normalQuantile } from '../special/normal.ts'

/** Difference of two shares with its interval by Newcombe's hybrid of Wilson scores (1998, method 10). */
export function shareDifference(
  [found, of]: readonly [number, number],
  [otherFound, otherOf]: readonly [number, number],
  level: number,
): { readonly difference: number; readonly low: number; readonly high: number } {
  const z = normalQuantile((1 + level) / 2)
  const [p, q] = [found / of, otherFound / otherOf]
  const [a, b] = [wilson(p, of, z), wilson(q, otherOf, z)]
  const difference = p - q
  return {
    difference,
    low: difference - Math.hypot(p - a.low, b.high - q),
    high: difference + Math.hypot(a.high - p, q - b.low),
  }
}

function wilson(p: number, n: number, z: number) {
  const centre = p + (z * z) / (2 * n)
  const reach = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return { low: (centre - reach) / scale, high: (centre + reach) / scale }
}
