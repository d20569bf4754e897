import { type NotComputed, notComputed } from '../not-computed.ts'
import type { GammaBelief } from './gamma-comparison.ts'

/**
 * For each creative the exposure-weighted mean rate of the others and how sure it is. Prefix and suffix sums instead of
 * "total minus own": a creative with nearly all exposure must not lose the others' digits.
 */
export function benchmarksOfOthers(
  exposure: ArrayLike<number>,
  shape: ArrayLike<number>,
  rate: ArrayLike<number>,
): (GammaBelief | NotComputed)[] {
  const count = exposure.length
  const before = new Sums(count)
  const after = new Sums(count)
  for (let i = 1; i < count; i++)
    before.add(i, i - 1, exposure[i - 1] ?? 0, shape[i - 1] ?? 1, rate[i - 1] ?? 1)
  for (let i = count - 2; i >= 0; i--)
    after.add(i, i + 1, exposure[i + 1] ?? 0, shape[i + 1] ?? 1, rate[i + 1] ?? 1)
  return Array.from({ length: count }, (_, i) => {
    const n = before.at(before.exposure, i) + after.at(after.exposure, i)
    if (!(n > 0)) return notComputed('no_benchmark', 'there is no other to compare it with')
    const mean = (before.at(before.mean, i) + after.at(after.mean, i)) / n
    const variance = (before.at(before.variance, i) + after.at(after.variance, i)) / n ** 2
    return { mean, shape: mean ** 2 / variance }
  })
}

class Sums {
  readonly exposure: Float64Array
  readonly mean: Float64Array
  readonly variance: Float64Array

  constructor(count: number) {
    this.exposure = new Float64Array(count)
    this.mean = new Float64Array(count)
    this.variance = new Float64Array(count)
  }

  at(values: Float64Array, i: number): number {
    return values[i] ?? 0
  }

  add(to: number, from: number, n: number, shape: number, rate: number): void {
    this.exposure[to] = this.at(this.exposure, from) + n
    this.mean[to] = this.at(this.mean, from) + (n * shape) / rate
    this.variance[to] = this.at(this.variance, from) + (n / rate) ** 2 * shape
  }
}
