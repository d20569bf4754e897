export interface Quadrature {
  readonly nodes: readonly number[]
  readonly weights: readonly number[]
}

const known = new Map<number, Quadrature>()

/** Nodes and weights of the n-point Gauss–Legendre rule on [−1, 1] (Newton on the Legendre recurrence). */
export function gaussLegendre(n: number): Quadrature {
  const cached = known.get(n)
  if (cached !== undefined) return cached
  const nodes: number[] = []
  const weights: number[] = []
  for (let i = n; i >= 1; i--) {
    let x = Math.cos((Math.PI * (i - 0.25)) / (n + 0.5))
    let slope = 1
    for (let step = 0; step < 12; step++) {
      let previous = 0
      let value = 1
      for (let k = 1; k <= n; k++) {
        const older = previous
        previous = value
        value = ((2 * k - 1) * x * previous - (k - 1) * older) / k
      }
      slope = (n * (x * value - previous)) / (x * x - 1)
      x -= value / slope
    }
    nodes.push(x)
    weights.push(2 / ((1 - x * x) * slope * slope))
  }
  const rule = { nodes, weights }
  known.set(n, rule)
  return rule
}
