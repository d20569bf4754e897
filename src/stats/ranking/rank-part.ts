import { type Computed, type NotComputed, notComputed } from '../not-computed.ts'
import { benchmarksOfOthers } from './benchmark.ts'
import { bestArm } from './best-arm.ts'
import { type CreativePosterior, creativePosteriors } from './creative-posterior.ts'
import { effectiveCounts } from './effective-counts.ts'
import type { ExpectedShares } from './expected-shares.ts'
import type { GammaBelief } from './gamma-comparison.ts'
import { overlap } from './overlap.ts'
import { judgeOwnPlaces, type OwnPlaces } from './own-places.ts'
import type { Part } from './part.ts'
import { learnPrior } from './prior.ts'
import type { StratumMultipliers } from './stratum-multipliers.ts'

/** What the model says about the creatives of one component, in the component's own numbering. */
export interface PartResult {
  readonly prior: Computed<{ readonly mean: number; readonly cv: number }>
  readonly benchmark: Computed<number>
  readonly expectedMaximum: Computed<number>
  readonly creatives: readonly PartCreative[]
}

export interface PartCreative {
  readonly posterior: CreativePosterior
  /** Overlap with the other creatives of the component; null with a single stratum or a single creative. */
  readonly overlap: number | null
  readonly others: GammaBelief | NotComputed
  /** Judged where it ran, when it was shown in too little of the mix. */
  readonly ownPlaces: OwnPlaces | null
  readonly probabilityBest: Computed<number>
  readonly expectedLoss: Computed<number>
}

/** Posteriors, benchmark and best-arm probabilities of one component; null when nothing in it ever converted. */
export function rankPart(
  part: Part,
  strata: StratumMultipliers,
  expected: ExpectedShares,
  phi: Float64Array,
  kappa: Float64Array,
): PartResult | null {
  const counts = effectiveCounts(part, expected, phi, kappa)
  const prior = learnPrior(counts.conversions, counts.exposure)
  if (prior === null) return null
  const posteriors = creativePosteriors(part, strata, expected, counts, prior, phi, kappa)
  const comparable = posteriors.flatMap((posterior, i) => (posterior.comparable ? [i] : []))
  const shapes = Float64Array.from(comparable, (i) => posteriors[i]?.contrastShape ?? 1)
  const rates = Float64Array.from(comparable, (i) => contrastRate(posteriors[i]))
  const shown = exposures(part)
  const others = benchmarksOfOthers(
    posteriors.map((posterior, i) => (posterior.comparable ? (shown[i] ?? 0) : 0)),
    posteriors.map((posterior) => posterior.contrastShape),
    posteriors.map(contrastRate),
  )
  const best = comparable.length > 1 ? bestArm(shapes, rates) : null
  const place = new Map(comparable.map((i, position) => [i, position]))
  const overlaps = overlapsWithOthers(part, expected.exposure)
  const ownPlaces = judgeOwnPlaces(part, expected, posteriors, phi, kappa)
  return {
    prior: { mean: prior.mean, cv: prior.cv },
    benchmark: groupMean(posteriors, comparable, shown),
    expectedMaximum: best?.expectedMaximum ?? notComputed('only_one_creative', 'there is only one to choose'),
    creatives: posteriors.map((posterior, i) => {
      const position = place.get(i)
      const missing =
        position === undefined
          ? notComputed('not_comparable', 'not shown in most of the mix all are compared on')
          : notComputed('only_one_creative', 'there is only one to choose')
      const known = best !== null && position !== undefined
      return {
        posterior,
        overlap: overlaps?.[i] ?? null,
        others: others[i] ?? notComputed('no_benchmark', 'there is no other to compare it with'),
        ownPlaces: ownPlaces[i] ?? null,
        probabilityBest: known ? (best.probabilityBest[position] ?? 0) : missing,
        expectedLoss: known ? Math.max(0, best.expectedMaximum - posterior.shape / posterior.rate) : missing,
      }
    }),
  }
}

function contrastRate(posterior: CreativePosterior | undefined): number {
  return posterior === undefined ? 1 : (posterior.contrastShape * posterior.rate) / posterior.shape
}

function exposures(part: Part): Float64Array {
  return Float64Array.from(part.creatives, (_, i) => {
    let sum = 0
    for (let k = part.start[i] ?? 0; k < (part.start[i + 1] ?? 0); k++) sum += part.exposure[k] ?? 0
    return sum
  })
}

function groupMean(
  posteriors: readonly CreativePosterior[],
  among: readonly number[],
  shown: Float64Array,
): Computed<number> {
  let exposure = 0
  let sum = 0
  for (const i of among) {
    const { shape, rate } = posteriors[i] ?? { shape: 0, rate: 1 }
    exposure += shown[i] ?? 0
    sum += ((shown[i] ?? 0) * shape) / rate
  }
  return exposure > 0 ? sum / exposure : notComputed('not_comparable', 'none was shown in most of the mix')
}

function overlapsWithOthers(part: Part, expected: Float64Array): number[] | null {
  const size = part.strata.length
  if (size < 2 || part.creatives.length < 2) return null
  const all = new Float64Array(size)
  expected.forEach((e, k) => {
    const s = part.stratum[k] ?? 0
    all[s] = (all[s] ?? 0) + e
  })
  const rest = all.slice()
  const own = new Float64Array(size)
  return Array.from(part.creatives, (_, i) => {
    const from = part.start[i] ?? 0
    const to = part.start[i + 1] ?? 0
    for (let k = from; k < to; k++) {
      const s = part.stratum[k] ?? 0
      own[s] = expected[k] ?? 0
      rest[s] = Math.max(0, (all[s] ?? 0) - (expected[k] ?? 0))
    }
    const share = overlap(own, rest)
    for (let k = from; k < to; k++) {
      const s = part.stratum[k] ?? 0
      own[s] = 0
      rest[s] = all[s] ?? 0
    }
    return share
  })
}
