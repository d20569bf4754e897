/** Falls that are looked for, as the share of the rate that is left. */
export const FALLS = [0.5, 0.6, 0.7, 0.8, 0.9]
/** The mirrored rises. */
export const RISES = FALLS.map((share) => 1 / share)

/** Running sums of conversions and expectations, both divided by the φ of their day; entry k is the sum of the days before k. */
export interface RunningSums {
  readonly conversions: Float64Array
  readonly expected: Float64Array
}

/** Running sums of days from the first one that counts. */
export function runningSums(
  conversions: ArrayLike<number>,
  expected: ArrayLike<number>,
  phi: (day: number) => number,
): RunningSums {
  const c = new Float64Array(conversions.length + 1)
  const e = new Float64Array(conversions.length + 1)
  for (let d = 0; d < conversions.length; d++) {
    const noise = phi(d)
    c[d + 1] = (c[d] ?? 0) + (conversions[d] ?? 0) / noise
    e[d + 1] = (e[d] ?? 0) + (expected[d] ?? 0) / noise
  }
  return { conversions: c, expected: e }
}

/**
 * Bayes factor of a change to a share of the rate on day k against none, given the conversions of all days to `end`
 * (conditional Poisson: Hausman, Hall, Griliches 1984), averaged over the shares looked for.
 */
export function changeFactor(sums: RunningSums, k: number, end: number, shares: readonly number[]): number {
  const c = sums.conversions[end] ?? 0
  const e = sums.expected[end] ?? 0
  const post = c - (sums.conversions[k] ?? 0)
  const after = (e - (sums.expected[k] ?? 0)) / e
  if (!(after > 0)) return 1
  let sum = 0
  for (const share of shares) sum += Math.exp(post * Math.log(share) - c * Math.log1p((share - 1) * after))
  return sum / shares.length
}

/** Evidence after the days to `end`: the sum over every day of change from `first` on (e-detector; Shin, Ramdas, Rinaldo 2023). */
export function evidenceAt(sums: RunningSums, first: number, end: number, shares: readonly number[]): number {
  let sum = 0
  for (let k = first; k < end; k++) sum += changeFactor(sums, k, end, shares)
  return sum
}

/** Index of the first day after which the evidence has passed a threshold, or −1. */
export function firstAlarm(sums: RunningSums, first: number, days: number, threshold: number): number {
  for (let end = first + 1; end <= days; end++)
    if (mayPass(sums, first, end, threshold) && evidenceAt(sums, first, end, FALLS) >= threshold)
      return end - 1
  return -1
}

/**
 * Whether the evidence can pass at all: a factor is at most its likelihood ratio at the best share, and at most 1 where the rate did
 * not fall. Much cheaper than the sum itself.
 */
function mayPass({ conversions, expected }: RunningSums, first: number, end: number, threshold: number) {
  const c = conversions[end] ?? 0
  const e = expected[end] ?? 0
  const least = Math.log(threshold / (end - first))
  for (let k = first; k < end; k++) {
    const before = conversions[k] ?? 0
    const expectedBefore = expected[k] ?? 0
    const post = c - before
    const expectedAfter = e - expectedBefore
    if (post * expectedBefore >= before * expectedAfter) continue
    const ratio =
      (post > 0 ? post * Math.log((post * e) / (expectedAfter * c)) : 0) +
      before * Math.log((before * e) / (expectedBefore * c))
    if (ratio >= least) return true
  }
  return false
}
