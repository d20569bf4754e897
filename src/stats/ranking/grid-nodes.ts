export const STEPS = 512
const NARROW_STEPS = 8
const EXTRA_NODES = 65
const EXTRA_REACH = 6

/** Nodes in ln x: 512 equal steps, and a finer ladder around every posterior narrower than 8 of them. */
export function gridNodes(
  low: number,
  high: number,
  active: Int32Array,
  shapes: Float64Array,
  rates: Float64Array,
): Float64Array {
  const width = (high - low) / STEPS
  const nodes: number[] = []
  for (let k = 0; k <= STEPS; k++) nodes.push(low + width * k)
  nodes[STEPS] = high
  const narrow = active.filter((i) => 1 / Math.sqrt(shapes[i] ?? 1) < NARROW_STEPS * width)
  if (narrow.length === 0) return Float64Array.from(nodes)

  // From the narrowest up, a stretch already covered as finely is not laid again: thousands of ties cost no more than one.
  const covered: { from: number; to: number }[] = []
  for (const i of narrow.sort((a, b) => (shapes[b] ?? 0) - (shapes[a] ?? 0))) {
    const sd = 1 / Math.sqrt(shapes[i] ?? 1)
    const centre = Math.log((shapes[i] ?? 1) / (rates[i] ?? 1))
    const spacing = (2 * EXTRA_REACH * sd) / (EXTRA_NODES - 1)
    let from = Math.max(low, centre - EXTRA_REACH * sd)
    const to = Math.min(high, centre + EXTRA_REACH * sd)
    for (const { from: start, to: end } of covered) {
      while (from < start && from < to) {
        nodes.push(from)
        from += spacing
      }
      if (from < end) from = end
    }
    for (; from < to; from += spacing) nodes.push(from)
    add(covered, Math.max(low, centre - EXTRA_REACH * sd), to)
  }
  return Float64Array.from(new Set(nodes)).sort()
}

function add(covered: { from: number; to: number }[], from: number, to: number): void {
  if (to <= from) return
  let merged = { from, to }
  const rest: { from: number; to: number }[] = []
  for (const stretch of covered) {
    if (stretch.to < merged.from || stretch.from > merged.to) rest.push(stretch)
    else merged = { from: Math.min(stretch.from, merged.from), to: Math.max(stretch.to, merged.to) }
  }
  rest.push(merged)
  rest.sort((a, b) => a.from - b.from)
  covered.splice(0, covered.length, ...rest)
}
