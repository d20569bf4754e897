import { gammaNodes } from '../ranking/moments.ts'
import { gammaQuantile } from '../special/gamma-quantile.ts'
import { gammaLower } from '../special/incomplete-gamma.ts'

/** A positive number that is Gamma(shape, rate). */
export interface GammaBelief {
  readonly shape: number
  readonly rate: number
}

const STEPS = 60
const WIDEST = 400
const CLOSE = 1e-9

const SMALL_SHAPE = 4
const MANY_NODES = 100

function nodesOf({ shape, rate }: GammaBelief): { nodes: readonly number[]; weights: readonly number[] } {
  const mean = shape / rate
  if (shape >= SMALL_SHAPE) return gammaNodes({ mean, variance: mean / rate })
  const places = Array.from({ length: MANY_NODES }, (_, k) => (k + 0.5) / MANY_NODES)
  return {
    nodes: places.map((p) => gammaQuantile(shape, p) / rate),
    weights: places.map(() => 1 / MANY_NODES),
  }
}

/**
 * The p-quantile of the product of two independent gammas: the surer one at few nodes, the other one exactly, so that it
 * is the other's own quantile where one of them is certain.
 */
export function productQuantile(one: GammaBelief, other: GammaBelief, p: number): number {
  const [sure, unsure] = one.shape >= other.shape ? [one, other] : [other, one]
  const mean = sure.shape / sure.rate
  const { nodes, weights } = nodesOf(sure)
  const below = (value: number) => {
    let sum = 0
    for (let k = 0; k < nodes.length; k++) {
      const node = nodes[k] ?? 0
      sum += (weights[k] ?? 0) * (node > 0 ? gammaLower(unsure.shape, (unsure.rate * value) / node) : 1)
    }
    return sum
  }
  const start = (mean * gammaQuantile(unsure.shape, p)) / unsure.rate
  let low = start
  let high = start
  for (let step = 0; step < WIDEST && below(low) > p; step++) low /= 4
  for (let step = 0; step < WIDEST && below(high) < p; step++) high *= 4
  for (let step = 0; step < STEPS && high - low > CLOSE * high; step++) {
    const middle = Math.sqrt(low * high)
    if (below(middle) < p) low = middle
    else high = middle
  }
  return Math.sqrt(low * high)
}
