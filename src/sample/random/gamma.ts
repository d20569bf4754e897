import { drawNormal } from './normal.ts'
import type { Random } from './random.ts'

/** A gamma draw of this shape and scale 1 (Marsaglia and Tsang 2000). */
export function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * (1 - random.uniform()) ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = drawNormal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

/** A gamma draw with mean 1 and this variance; exactly 1 when the variance is 0. */
export function drawUnitGamma(random: Random, variance: number): number {
  return variance > 0 ? drawGamma(random, 1 / variance) * variance : 1
}
