/** q-values of p-values in their order: the smallest false-discovery rate at which each is still found (Benjamini, Hochberg 1995). */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => (pValues[b] ?? 1) - (pValues[a] ?? 1))
  const q = new Array<number>(pValues.length).fill(1)
  let smallest = 1
  order.forEach((i, position) => {
    const place = pValues.length - position
    smallest = Math.min(smallest, ((pValues[i] ?? 1) * pValues.length) / place)
    q[i] = smallest
  })
  return q
}
