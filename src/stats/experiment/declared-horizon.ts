import { normalCdf, normalQuantile } from '../special/normal.ts'

const GRID = 301

/** Error spent by the share t of the planned information (O'Brien–Fleming shape of Lan and DeMets, α/2 on each side). */
export function spentError(t: number, alpha: number): number {
  if (t <= 0) return 0
  return t >= 1 ? alpha : 4 * normalCdf(normalQuantile(alpha / 4) / Math.sqrt(t))
}

/**
 * |z| that rejects at each look, for looks at rising shares of the planned information; they hold α only when the end was
 * fixed before the start. (Lan, DeMets 1983; density recursion of Armitage, McPherson, Rowe 1969.)
 */
export function horizonBoundaries(shares: readonly number[], alpha = 0.05): number[] {
  const boundaries: number[] = []
  let density: Density | null = null
  let spent = 0
  let before = 0
  for (const given of shares) {
    const share = Math.min(1, given)
    const step = share - before
    const toSpend = spentError(share, alpha) - spent
    if (step <= 1e-9 || toSpend < 1e-14) {
      boundaries.push(Number.POSITIVE_INFINITY)
      continue
    }
    const bound = boundary(density, step, toSpend)
    boundaries.push(bound / Math.sqrt(share))
    density = continued(density, step, bound)
    spent += toSpend
    before = share
  }
  return boundaries
}

/** Density of the score on an even grid over (−bound, bound), with Simpson weights. */
interface Density {
  readonly points: Float64Array
  readonly mass: Float64Array
}

function exitProbability(density: Density | null, step: number, bound: number): number {
  const deviation = Math.sqrt(step)
  if (density === null) return 2 * normalCdf(-bound / deviation)
  let sum = 0
  for (let k = 0; k < GRID; k++) {
    const u = density.points[k] ?? 0
    sum += (density.mass[k] ?? 0) * (normalCdf((-bound - u) / deviation) + normalCdf((u - bound) / deviation))
  }
  return sum
}

function boundary(density: Density | null, step: number, toSpend: number): number {
  let low = 0
  let high = 50
  for (let k = 0; k < 60; k++) {
    const middle = 0.5 * (low + high)
    if (exitProbability(density, step, middle) > toSpend) low = middle
    else high = middle
  }
  return 0.5 * (low + high)
}

function continued(density: Density | null, step: number, bound: number): Density {
  const points = new Float64Array(GRID)
  const mass = new Float64Array(GRID)
  // The score never wanders far: 9 sd of a unit of information bound the grid when the boundary is still remote.
  const edge = Math.min(bound, 9)
  const width = (2 * edge) / (GRID - 1)
  for (let k = 0; k < GRID; k++) {
    const x = -edge + width * k
    points[k] = x
    const simpson = k === 0 || k === GRID - 1 ? 1 : k % 2 === 1 ? 4 : 2
    mass[k] = ((simpson * width) / 3) * heightAt(density, step, x)
  }
  return { points, mass }
}

function heightAt(density: Density | null, step: number, x: number): number {
  const scale = 1 / Math.sqrt(2 * Math.PI * step)
  if (density === null) return scale * Math.exp((-x * x) / (2 * step))
  let sum = 0
  for (let k = 0; k < GRID; k++) {
    const d = x - (density.points[k] ?? 0)
    sum += (density.mass[k] ?? 0) * Math.exp((-d * d) / (2 * step))
  }
  return sum * scale
}
