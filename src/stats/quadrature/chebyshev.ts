/** A smooth function on [low, high], read from its values at a few Chebyshev points (barycentric; Berrut, Trefethen 2004). */
export function chebyshevInterpolant(
  f: (x: number) => number,
  low: number,
  high: number,
  points: number,
): (x: number) => number {
  const middle = 0.5 * (low + high)
  const half = 0.5 * (high - low)
  const nodes = Float64Array.from(
    { length: points },
    (_, k) => middle + half * Math.cos((Math.PI * k) / (points - 1)),
  )
  const values = nodes.map(f)
  const weights = nodes.map((_, k) => (k % 2 === 0 ? 1 : -1) * (k === 0 || k === points - 1 ? 0.5 : 1))
  return (x) => {
    let top = 0
    let bottom = 0
    for (let k = 0; k < points; k++) {
      const distance = x - (nodes[k] ?? 0)
      if (distance === 0) return values[k] ?? 0
      const weight = (weights[k] ?? 0) / distance
      top += weight * (values[k] ?? 0)
      bottom += weight
    }
    return top / bottom
  }
}
