import { gammaUpperQuantile } from '../special/gamma-quantile.ts'
import { gammaLower, gammaUpper } from '../special/incomplete-gamma.ts'
import { GammaOnGrid } from './gamma-on-grid.ts'
import { gridNodes } from './grid-nodes.ts'

const EDGE = 1e-8
const OUT_OF_REACH = 1e-6

export interface BestArm {
  /** P(this arm has the highest rate), summing to 1. */
  readonly probabilityBest: Float64Array
  /** E[highest rate], whichever arm it is. */
  readonly expectedMaximum: number
}

/**
 * Which of several independent Gamma(shape, rate) posteriors is largest: probabilities by quadrature of ΠF over ln x, in
 * CDF increments only, so that very narrow posteriors cost no accuracy. Shapes and rates must be positive.
 */
export function bestArm(shapes: Float64Array, rates: Float64Array): BestArm {
  const count = shapes.length
  const probabilityBest = new Float64Array(count)
  if (count === 1) {
    probabilityBest[0] = 1
    return { probabilityBest, expectedMaximum: (shapes[0] ?? 0) / (rates[0] ?? 1) }
  }
  const reach = new Float64Array(count)
  for (let i = 0; i < count; i++)
    reach[i] = Math.log(gammaUpperQuantile(shapes[i] ?? 1, OUT_OF_REACH) / (rates[i] ?? 1))
  const order = Int32Array.from(reach.keys()).sort((i, j) => (reach[j] ?? 0) - (reach[i] ?? 0))
  const { low, high } = range(shapes, rates, order, reach)
  const active = order.filter((i) => (reach[i] ?? 0) >= low)
  const nodes = gridNodes(low, high, active, shapes, rates)
  const arm = new GammaOnGrid(nodes)

  const logProduct = new Float64Array(nodes.length)
  // Single precision is plenty for increments that are summed, and half the memory when 20,000 arms are close.
  const logLower = new Float32Array(active.length * nodes.length)
  active.forEach((i, row) => {
    arm.fill(shapes[i] ?? 1, rates[i] ?? 1)
    const offset = row * nodes.length
    for (let k = arm.first; k < arm.last; k++) {
      const value = arm.logLower(k)
      logLower[offset + k] = value
      logProduct[k] = (logProduct[k] ?? 0) + value
    }
    // Below its own range an arm cannot be the largest, and neither can anyone else.
    for (let k = 0; k < arm.first; k++) {
      logLower[offset + k] = -Infinity
      logProduct[k] = -Infinity
    }
  })
  const perLog = logMeans(logProduct)
  const start = logProduct.findIndex((value) => value > -Infinity)
  let total = 0
  active.forEach((i, row) => {
    const offset = row * nodes.length
    let p = 0
    let before = logLower[offset + start] ?? 0
    for (let k = start + 1; k < nodes.length && before < 0; k++) {
      const here = logLower[offset + k] ?? 0
      p += (perLog[k] ?? 0) * (here - before)
      before = here
    }
    probabilityBest[i] = p
    total += p
  })
  for (const i of active) probabilityBest[i] = (probabilityBest[i] ?? 0) / total
  return { probabilityBest, expectedMaximum: expectedMaximum(nodes, logProduct) }
}

/**
 * ∫ Π of the others dF over a step is exactly ΔH × Δln F ÷ Δln H when H = ΠF is a power of F there, and then the
 * probabilities of all arms sum to 1 by construction; this is ΔH ÷ Δln H for the step ending at each node.
 */
function logMeans(logProduct: Float64Array): Float64Array {
  const means = new Float64Array(logProduct.length)
  for (let k = 1; k < means.length; k++) {
    const before = logProduct[k - 1] ?? 0
    const here = logProduct[k] ?? 0
    if (before === -Infinity) continue
    const rise = here - before
    means[k] = rise > 1e-12 ? (Math.exp(here) * -Math.expm1(-rise)) / rise : Math.exp(here)
  }
  return means
}

function expectedMaximum(nodes: Float64Array, logProduct: Float64Array): number {
  let previous = Math.exp(nodes[0] ?? 0)
  let mean = previous
  for (let k = 1; k < nodes.length; k++) {
    const x = Math.exp(nodes[k] ?? 0)
    const above = -0.5 * (Math.expm1(logProduct[k - 1] ?? 0) + Math.expm1(logProduct[k] ?? 0))
    mean += above * (x - previous)
    previous = x
  }
  return mean
}

/** The ln x between which the product of all CDFs rises from 1e-8 to 1 − 1e-8. */
function range(
  shapes: Float64Array,
  rates: Float64Array,
  order: Int32Array,
  reach: Float64Array,
): { low: number; high: number } {
  const floor = Math.log(EDGE)
  const count = order.length
  const centre = Float64Array.from(order, (i) => Math.log((shapes[i] ?? 1) / (rates[i] ?? 1)))
  const negligible = -floor + Math.log(count) + 12
  /** Whether ln of the product at u exceeds a level below 0; read no further than that takes. */
  const exceeds = (u: number, level: number): boolean => {
    const value = Math.exp(u)
    let sum = 0
    for (let k = 0; k < count; k++) {
      const i = order[k] ?? 0
      const shape = shapes[i] ?? 1
      if ((reach[i] ?? 0) < u - 1 && shape > 4) continue
      const x = value * (rates[i] ?? 1)
      const above = u - (centre[k] ?? 0)
      // Chernoff's bound says at once that an arm is hardly ever above x.
      if (above > 0 && x - shape - shape * above > negligible) continue
      const upper = gammaUpper(shape, x)
      sum += upper < 0.5 ? Math.log1p(-upper) : Math.log(gammaLower(shape, x))
      if (sum <= level) return false
    }
    return true
  }
  const top = reach[order[0] ?? 0] ?? 0
  const step = 3 * deviationOf(shapes[order[0] ?? 0] ?? 1)
  let bottom = top - step
  while (exceeds(bottom, floor) && top - bottom < 700) bottom -= 2 * (top - bottom)
  const low = bisect(bottom, top, (u) => exceeds(u, floor)).below
  let roof = top
  while (!exceeds(roof, -EDGE) && roof < top + 100) roof += step
  const high = bisect(low, roof, (u) => exceeds(u, -EDGE)).above
  return { low, high: Math.max(high, low + 1e-12) }
}

function deviationOf(shape: number): number {
  return Math.max(1e-7, 1 / Math.sqrt(Math.max(shape, 0.25)))
}

function bisect(from: number, to: number, isAbove: (u: number) => boolean): { below: number; above: number } {
  let below = from
  let above = to
  for (let step = 0; step < 20 && above - below > 0.01 * (to - from); step++) {
    const middle = 0.5 * (below + above)
    if (isAbove(middle)) above = middle
    else below = middle
  }
  return { below, above }
}
