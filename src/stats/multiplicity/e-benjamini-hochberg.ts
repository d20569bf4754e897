/** Which e-values are rejected at false-discovery rate alpha, whatever their dependence (Wang, Ramdas 2022). */
export function eBenjaminiHochberg(eValues: readonly number[], alpha = 0.05): boolean[] {
  const sorted = eValues.toSorted((a, b) => b - a)
  let rejected = 0
  sorted.forEach((e, position) => {
    if (e >= eValues.length / (alpha * (position + 1))) rejected = position + 1
  })
  const bar = rejected === 0 ? Number.POSITIVE_INFINITY : (sorted[rejected - 1] ?? Number.POSITIVE_INFINITY)
  return eValues.map((e) => e >= bar)
}
