/**
 * Tomorrow's shares by top-two sampling without draws: each arm by its chance of being best, half of it redirected to the
 * runners-up; no arm below a quarter of an equal share, so that floors never take more than a quarter of all. (Russo 2016.)
 */
export function topTwoAllocation(probabilityBest: readonly number[], floor?: number): number[] {
  const count = probabilityBest.length
  const shares = probabilityBest.map((own, i) => {
    const others = probabilityBest.reduce((sum, p, j) => (j === i ? sum : sum + (p < 1 ? p / (1 - p) : 0)), 0)
    const certain = probabilityBest.some((p, j) => j !== i && p >= 1)
    return certain ? 1 / (2 * (count - 1)) : own * (0.5 + 0.5 * others)
  })
  const sure = probabilityBest.findIndex((p) => p >= 1)
  if (sure >= 0 && count > 1) shares[sure] = 0.5
  return raise(shares, Math.min(1 / count, floor ?? 1 / (4 * count)))
}

function raise(shares: readonly number[], floor: number): number[] {
  let result = [...shares]
  for (let round = 0; round < result.length; round++) {
    const low = result.map((share) => share <= floor)
    const fixed = low.filter(Boolean).length * floor
    const free = result.reduce((sum, share, i) => (low[i] ? sum : sum + share), 0)
    const next = result.map((share, i) => (low[i] ? floor : (share * (1 - fixed)) / free))
    if (next.every((share) => share >= floor - 1e-12)) return next
    result = next
  }
  return result
}
