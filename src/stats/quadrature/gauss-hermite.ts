import type { Quadrature } from './gauss-legendre.ts'

const known = new Map<number, Quadrature>()

/** Nodes and weights with Σ weight × f(node) ≈ E f(Z) for a standard normal Z (weights sum to 1). */
export function gaussHermite(n: number): Quadrature {
  const cached = known.get(n)
  if (cached !== undefined) return cached
  const nodes = roots(n)
  const weights = nodes.map((x) => {
    const { previous } = hermite(n, x)
    return 1 / (n * previous * previous)
  })
  const rule = { nodes, weights }
  known.set(n, rule)
  return rule
}

/** Orthonormal Hermite polynomials of degree n and n − 1 for the standard normal weight. */
function hermite(n: number, x: number): { value: number; previous: number } {
  let previous = 0
  let value = 1
  for (let k = 1; k <= n; k++) {
    const older = previous
    previous = value
    value = (x * previous - Math.sqrt(k - 1) * older) / Math.sqrt(k)
  }
  return { value, previous }
}

function roots(n: number): number[] {
  const found: number[] = []
  const edge = Math.sqrt(4 * n + 2)
  const steps = 400 * n
  let left = -edge
  let atLeft = hermite(n, left).value
  for (let k = 1; k <= steps; k++) {
    // The grid is shifted a little so that no root falls on a grid point.
    const right = -edge + ((2 * edge) / steps) * (k + 0.123456 * (k < steps ? 1 : 0))
    const atRight = hermite(n, right).value
    if (atLeft * atRight < 0) found.push(polish(n, left, right, atLeft))
    left = right
    atLeft = atRight
  }
  return found
}

function polish(n: number, from: number, to: number, atFrom: number): number {
  let low = from
  let high = to
  for (let step = 0; step < 30; step++) {
    const middle = 0.5 * (low + high)
    if (hermite(n, middle).value * atFrom > 0) low = middle
    else high = middle
  }
  let x = 0.5 * (low + high)
  for (let step = 0; step < 3; step++) {
    const { value, previous } = hermite(n, x)
    x -= value / (Math.sqrt(n) * previous)
  }
  return x
}
