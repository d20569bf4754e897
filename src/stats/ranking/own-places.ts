import { type NotComputed, notComputed } from '../not-computed.ts'
import { benchmarksOfOthers } from './benchmark.ts'
import type { CreativePosterior } from './creative-posterior.ts'
import type { ExpectedShares } from './expected-shares.ts'
import type { GammaBelief } from './gamma-comparison.ts'
import { gammaNodes } from './moments.ts'
import type { Part } from './part.ts'

/** One creative judged where it ran, for want of a mix it could be judged on. */
export interface OwnPlaces {
  /** Its rate in its own places. */
  readonly belief: GammaBelief
  /** The same for comparisons with the others, whose multipliers are not known exactly. */
  readonly contrast: GammaBelief
  /** What the others of its component would earn there. */
  readonly others: GammaBelief | NotComputed
}

const MOST_COMPARABLE_VARIANCE = 1

/**
 * For creatives shown in too little of the common mix: their rate in their own strata and what the others' quality makes
 * of the same strata (indirect standardisation with the model of §2). `null` for creatives the mix can judge, and for
 * those of whose strata too little is known.
 */
export function judgeOwnPlaces(
  part: Part,
  expected: ExpectedShares,
  posteriors: readonly CreativePosterior[],
  phi: Float64Array,
  kappa: Float64Array,
): (OwnPlaces | null)[] {
  if (part.strata.length < 2 || posteriors.every(({ comparable }) => comparable))
    return posteriors.map(() => null)
  const shown = posteriors.map((_, i) => exposureOf(part, i))
  const shapes = posteriors.map(({ quality: { mean, contrastVariance } }) => mean ** 2 / contrastVariance)
  const rates = posteriors.map(({ quality: { mean, contrastVariance } }) => mean / contrastVariance)
  const others = benchmarksOfOthers(shown, shapes, rates)
  return posteriors.map((posterior, i) => {
    const exposure = shown[i] ?? 0
    if (posterior.comparable || posterior.strataError > MOST_COMPARABLE_VARIANCE || exposure === 0)
      return null
    const multiplier = (expected.total[i] ?? 0) / exposure
    const { mean, variance } = ownMoments(part, expected, i, posterior, phi[i] ?? 1, kappa, exposure)
    const benchmark = others[i] ?? notComputed('no_benchmark', 'there is no other to compare it with')
    return {
      belief: { mean, shape: mean ** 2 / variance },
      contrast: { mean, shape: mean ** 2 / (variance + mean ** 2 * posterior.strataError) },
      others: 'mean' in benchmark ? { mean: benchmark.mean * multiplier, shape: benchmark.shape } : benchmark,
    }
  })
}

function exposureOf(part: Part, i: number): number {
  let sum = 0
  for (let k = part.start[i] ?? 0; k < (part.start[i + 1] ?? 0); k++) sum += part.exposure[k] ?? 0
  return sum
}

/** Moments of Σ p_s m_s θ ω_s over the creative's own shares p, by total expectation over θ. */
function ownMoments(
  part: Part,
  expected: ExpectedShares,
  i: number,
  { quality }: CreativePosterior,
  phi: number,
  kappa: Float64Array,
  exposure: number,
): { mean: number; variance: number } {
  const { nodes, weights } = gammaNodes(quality)
  let first = 0
  let second = 0
  let inside = 0
  for (let q = 0; q < nodes.length; q++) {
    const theta = nodes[q] ?? 0
    let factor = 0
    let variance = 0
    for (let k = part.start[i] ?? 0; k < (part.start[i + 1] ?? 0); k++) {
      const own = expected.exposure[k] ?? 0
      const prior = 1 / (kappa[part.stratum[k] ?? 0] ?? 1)
      const precision = prior + (theta * own) / phi
      const omega = (prior + (part.conversions[k] ?? 0) / phi) / precision
      factor += (own / exposure) * omega
      variance += (own / exposure) ** 2 * (omega / precision)
    }
    const mean = theta * factor
    const w = weights[q] ?? 0
    first += w * mean
    second += w * mean * mean
    inside += w * theta * theta * variance
  }
  return { mean: first, variance: Math.max(0, second - first * first) + inside }
}
