import { logGamma } from '../special/log-gamma.ts'

const TIES = 1 + 1e-7

/**
 * Two-sided p of Fisher's exact test: of `drawn` from `marked` + `unmarked`, `found` are marked. Sums the tables that are no
 * more likely than the one seen.
 */
export function fisherExact(found: number, drawn: number, marked: number, unmarked: number): number {
  const lowest = Math.max(0, drawn - unmarked)
  const highest = Math.min(drawn, marked)
  const logWays = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
  const all = logWays(marked + unmarked, drawn)
  const chance = (k: number) => Math.exp(logWays(marked, k) + logWays(unmarked, drawn - k) - all)
  const seen = chance(found) * TIES
  let sum = 0
  for (let k = lowest; k <= highest; k++) {
    const own = chance(k)
    if (own <= seen) sum += own
  }
  return Math.min(1, sum)
}
