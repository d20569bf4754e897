import { gaussHermite } from '../quadrature/gauss-hermite.ts'
import { gammaQuantile, gammaQuantileNear } from '../special/gamma-quantile.ts'

export interface Moments {
  readonly mean: number
  readonly variance: number
}

const QUANTILES = 15
const SMALL_SHAPE = 4

/** Nodes and weights with the given mean and variance, shaped like a gamma: few and quick where its cube root is nearly normal. */
export function gammaNodes(moments: Moments): { nodes: readonly number[]; weights: readonly number[] } {
  const shape = moments.mean ** 2 / moments.variance
  if (shape < SMALL_SHAPE) {
    const nodes = Array.from({ length: QUANTILES }, (_, k) => gammaQuantile(shape, (k + 0.5) / QUANTILES))
    const weights = nodes.map(() => 1 / QUANTILES)
    return { nodes: rescaled(nodes, weights, moments), weights }
  }
  const { nodes, weights } = gaussHermite(7)
  return {
    nodes: rescaled(
      nodes.map((z) => gammaQuantileNear(shape, z)),
      weights,
      moments,
    ),
    weights,
  }
}

function rescaled(nodes: readonly number[], weights: readonly number[], moments: Moments): number[] {
  let mean = 0
  for (let k = 0; k < nodes.length; k++) mean += (weights[k] ?? 0) * (nodes[k] ?? 0)
  let variance = 0
  for (let k = 0; k < nodes.length; k++) variance += (weights[k] ?? 0) * ((nodes[k] ?? 0) - mean) ** 2
  const stretch = Math.sqrt(moments.variance / variance)
  return nodes.map((x) => Math.max(0, moments.mean + (x - mean) * stretch))
}
