import type { Contrast } from './element-design.ts'
import { type ContrastFit, SpreadMoments, type WeighedCreatives } from './spread-moments.ts'

/** What is believed of a contrast over all spreads together. */
export interface ReadContrast {
  readonly mean: number
  readonly variance: number
}

export interface SpreadFit {
  /** Mean spreads. */
  readonly element: number
  readonly creative: number
  /** Spreads of highest restricted likelihood. */
  readonly likeliest: { readonly element: number; readonly creative: number }
  read(contrast: Contrast): ReadContrast
  /** A contrast held fixed while all else is random, at the likeliest spreads. */
  measure(contrast: Contrast): ContrastFit['free']
  /** Mean of every coefficient. */
  readonly means: Float64Array
}

interface Node {
  readonly moments: SpreadMoments
  readonly element: number
  readonly weight: number
}

const ELEMENT_SCALE = 0.4
const CREATIVE_SCALE = 0.5
const LEAST = 0.01
const MOST = 1.6
const ELEMENT_NODES = logSpaced(LEAST, 1.2, 16)
const FIRST_LOOKS = logSpaced(0.02, MOST, 5)
const CREATIVE_STEPS = [-2.4, -1.2, 0, 1.2, 2.4] as const
const WIDEST_STEP = 0.8
const LOOKS = 7
const LEAST_WEIGHT = 1e-3

function logSpaced(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => from * (to / from) ** (k / (count - 1)))
}

/** Log density of a half-normal on a logarithmic scale. */
function logPrior(spread: number, scale: number): number {
  return Math.log(spread) - spread ** 2 / (2 * scale ** 2)
}

function logSum(values: readonly number[]): number {
  const top = Math.max(...values)
  return top + Math.log(values.reduce((sum, value) => sum + Math.exp(value - top), 0))
}

/** The model over a grid of both spreads, weighed by restricted likelihood and half-normal priors. */
export function fitSpreads(data: WeighedCreatives): SpreadFit {
  const spreads = data.design.columns === 0 ? [0] : ELEMENT_NODES
  const heights = (moments: SpreadMoments) =>
    spreads.map(
      (element) =>
        moments.logLikelihood(element) +
        logPrior(moments.creative, CREATIVE_SCALE) +
        (element > 0 ? logPrior(element, ELEMENT_SCALE) : 0),
    )
  const centre = likeliestCreative((creative) => logSum(heights(new SpreadMoments(data, creative))))
  const step = Math.min(WIDEST_STEP, stepOf(data, centre))
  const found = CREATIVE_STEPS.flatMap((steps) => {
    const creative = Math.min(2 * MOST, Math.max(LEAST / 4, centre * Math.exp(steps * step)))
    const moments = new SpreadMoments(data, creative)
    const own = heights(moments)
    return spreads.map((element, k) => ({ moments, element, height: own[k] ?? -Infinity, steps }))
  })
  const top = Math.max(...found.map(({ height }) => height))
  const kept = found.filter(({ height }) => Math.exp(height - top) >= LEAST_WEIGHT)
  const total = kept.reduce((sum, { height }) => sum + Math.exp(height - top), 0)
  const nodes = kept.map(
    (node): Node => ({
      moments: node.moments,
      element: node.element,
      weight: Math.exp(node.height - top) / total,
    }),
  )
  const middle = found.find(({ steps }) => steps === 0)?.moments ?? new SpreadMoments(data, centre)
  const element = data.design.columns === 0 ? 0 : likeliestElement(middle)
  return {
    element: nodes.reduce((sum, node) => sum + node.weight * node.element, 0),
    creative: nodes.reduce((sum, node) => sum + node.weight * node.moments.creative, 0),
    likeliest: { element, creative: middle.creative },
    read: (contrast) => readContrast(contrast, nodes),
    measure: (contrast) => middle.read(middle.reduce(contrast), element).free,
    means: nodes.reduce((sum, node) => {
      const own = node.moments.means(node.element)
      return sum.map((x, k) => x + node.weight * (own[k] ?? 0))
    }, new Float64Array(data.design.columns)),
  }
}

/** Standard deviation of ln spread by its expected information. */
function stepOf({ variance }: WeighedCreatives, creative: number): number {
  let information = 0
  for (const v of variance) information += 2 * (creative ** 2 / (creative ** 2 + v)) ** 2
  return 1 / Math.sqrt(information)
}

/** Maximum over ln spread: a few looks, then parabolas through the best three. */
function likeliestCreative(height: (creative: number) => number): number {
  const looked = FIRST_LOOKS.map((creative) => ({ x: Math.log(creative), y: height(creative) }))
  for (let look = 0; look < LOOKS; look++) {
    looked.sort((a, b) => a.x - b.x)
    const best = looked.reduce((most, own, k) => (own.y > (looked[most]?.y ?? -Infinity) ? k : most), 0)
    const [a, b, c] = [looked[best - 1], looked[best], looked[best + 1]]
    if (b === undefined) break
    if (a === undefined || c === undefined) return Math.exp(b.x)
    const left = (b.x - a.x) * (b.y - c.y)
    const right = (b.x - c.x) * (b.y - a.y)
    const vertex = b.x - (0.5 * ((b.x - a.x) * left - (b.x - c.x) * right)) / (left - right)
    const [from, to] = [a.x + 0.1 * (b.x - a.x), c.x - 0.1 * (c.x - b.x)]
    let x = Number.isFinite(vertex) ? Math.min(to, Math.max(from, vertex)) : b.x
    // A parabola that names a known point: the larger side is still to be looked at.
    if (Math.abs(x - b.x) < 1e-3) {
      if (c.x - a.x < 0.02) break
      x = c.x - b.x > b.x - a.x ? b.x + 0.05 * (c.x - b.x) : b.x - 0.05 * (b.x - a.x)
    }
    looked.push({ x, y: height(Math.exp(x)) })
  }
  return Math.exp(looked.reduce((most, own) => (own.y > most.y ? own : most)).x)
}

/** The spread of elements with the highest restricted likelihood, which may be none. */
function likeliestElement(moments: SpreadMoments): number {
  const looks = [0, ...logSpaced(LEAST / 2, MOST, 60)]
  const heights = looks.map((element) => moments.logLikelihood(element))
  return looks[heights.indexOf(Math.max(...heights))] ?? 0
}

function readContrast(contrast: Contrast, nodes: readonly Node[]): ReadContrast {
  const reduced = new Map<SpreadMoments, Float64Array>()
  let mean = 0
  let square = 0
  for (const { moments, element, weight } of nodes) {
    const own = reduced.get(moments) ?? moments.reduce(contrast)
    reduced.set(moments, own)
    const { mean: part, variance } = moments.read(own, element)
    mean += weight * part
    square += weight * (part ** 2 + variance)
  }
  return { mean, variance: Math.max(0, square - mean ** 2) }
}
