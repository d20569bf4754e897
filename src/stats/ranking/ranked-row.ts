import { DEFAULT_DISPERSION } from '../dispersion/fit.ts'
import { clopperPearsonInterval, garwoodInterval } from '../intervals/exact.ts'
import { jeffreysInterval } from '../intervals/one-rate.ts'
import type { Interval } from '../intervals/types.ts'
import { type Computed, isComputed, type NotComputed, notComputed } from '../not-computed.ts'
import { decide } from './decision.ts'
import { beliefInterval, beliefQuantile } from './gamma-comparison.ts'
import type { Noise } from './noise.ts'
import type { PartCreative } from './rank-part.ts'
import type { AdjustedRate, CreativeEvidence, RankedCreative, RankInput, RankSettings } from './types.ts'

/** A row of the result before its rank is known. */
export interface Row extends Omit<RankedCreative, 'rank'> {
  rank: number
}

/** Rows in their order, given their ranks. */
export function numbered(rows: readonly Row[]): RankedCreative[] {
  return rows.map((row, position) => {
    row.rank = position + 1
    return row
  })
}

/** One creative's row from its counts, its noise and what the model says of it (null when it says nothing). */
export function rankedCreative(
  evidence: CreativeEvidence,
  i: number,
  component: number,
  own: PartCreative | null,
  noise: Noise,
  strata: number,
  input: RankInput,
  settings: RankSettings,
): Row {
  let exposure = 0
  let conversions = 0
  for (const cell of evidence.cells) {
    exposure += cell.exposure
    conversions += cell.conversions
  }
  const { level } = settings
  const phi = noise.phi[i] ?? 1
  const known = {
    id: evidence.id,
    rank: 0,
    exposure,
    conversions,
    rate: conversions / exposure,
    exactInterval: input.repeatable
      ? garwoodInterval(conversions, exposure, level)
      : clopperPearsonInterval(conversions, exposure, level),
    interval: jeffreysInterval({
      conversions,
      exposure,
      repeatable: input.repeatable,
      phi,
      degreesOfFreedom: noise.degreesOfFreedom[i] ?? 0,
      level,
    }),
    phi,
    phiContrast: noise.phiContrast[i] ?? 1,
    phiSource: noise.source[i] ?? 'default',
    component,
  }
  if (own === null) {
    const missing = notComputed('no_conversions', 'nothing it could be compared with has converted yet')
    return {
      ...known,
      ...withoutModel(missing),
      reasons: [{ code: 'no_conversions', sentence: missing.notComputed }],
    }
  }
  const { shape, rate, weight, unexposedShare, comparable } = own.posterior
  const target = targetOf(own, evidence.id, known.rate, input)
  const { belief, compared, benchmark } = judged(own, target)
  const posteriorInterval = beliefInterval(belief, level)
  const verdict = decide(
    {
      belief: compared,
      interval: compared === belief ? posteriorInterval : beliefInterval(compared, level),
      benchmark,
      target: target !== null,
      conversions,
      exposure,
      shrinkageWeight: weight,
      overlap: target === null ? own.overlap : null,
      comparable: comparable || own.ownPlaces !== null,
      ownPlacesOnly: !comparable,
      unexposedShare,
    },
    settings,
  )
  return {
    ...known,
    shrunk: belief.mean,
    posteriorInterval,
    quantile10: beliefQuantile({ mean: shape / rate, shape }, 0.1),
    posterior: { shape, rate },
    shrinkageWeight: weight,
    adjusted: adjustedRate(own, strata, posteriorInterval),
    overlap: own.overlap ?? notComputed('one_stratum', 'everything was shown in the same stratum'),
    probabilityBest: own.probabilityBest,
    expectedLoss: own.expectedLoss,
    benchmark: isComputed(benchmark) ? benchmark.mean : benchmark,
    ...verdict,
  }
}

/**
 * The rate a creative has to reach, on the scale of what is believed of it: its own target is about where it ran, so it
 * moves to the common mix as its rate does.
 */
function targetOf(
  { ownPlaces, posterior: { unshrunk } }: PartCreative,
  id: string,
  rate: number,
  { target, targets }: RankInput,
): number | null {
  const own = targets !== undefined && Object.hasOwn(targets, id) ? targets[id] : undefined
  if (own === undefined || !(own > 0 && own < Infinity)) return target ?? null
  return ownPlaces === null && unshrunk > 0 && rate > 0 ? (own * unshrunk) / rate : own
}

/** What is believed of a creative, the same for comparisons inside its group, and what it is decided against. */
function judged({ posterior, ownPlaces, others }: PartCreative, target: number | null) {
  const { shape, rate, contrastShape } = posterior
  const belief = ownPlaces?.belief ?? { mean: shape / rate, shape }
  if (target !== null) return { belief, compared: belief, benchmark: { mean: target, shape: Infinity } }
  if (ownPlaces !== null) return { belief, compared: ownPlaces.contrast, benchmark: ownPlaces.others }
  // Against the group, what moves all creatives alike cancels; against a target it does not.
  const compared = contrastShape === shape ? belief : { mean: belief.mean, shape: contrastShape }
  return { belief, compared, benchmark: others }
}

function adjustedRate(
  { posterior: { shape, rate, comparable, unexposedShare, unshrunk } }: PartCreative,
  strata: number,
  interval: Interval,
): Computed<AdjustedRate> {
  if (strata < 2) return notComputed('one_stratum', 'there is one stratum, so nothing to adjust for')
  if (comparable) return { rate: shape / rate, ...interval, unshrunk, unexposedShare }
  return notComputed('not_comparable', 'not shown in most of the mix all are compared on')
}

function withoutModel(missing: NotComputed) {
  return {
    shrunk: missing,
    posteriorInterval: missing,
    quantile10: missing,
    posterior: missing,
    shrinkageWeight: missing,
    adjusted: missing,
    overlap: missing,
    probabilityBest: missing,
    expectedLoss: missing,
    benchmark: missing,
    probabilities: missing,
    decision: 'not_enough_data',
    budgetFactor: 1,
    installsGained: missing,
    cpiChange: missing,
  } as const
}

/** The row of a creative whose counts cannot be used. */
export function refusedCreative(evidence: CreativeEvidence, reason: NotComputed): Row {
  return {
    id: evidence.id,
    rank: 0,
    exposure: countable(evidence.cells.map((cell) => cell.exposure)),
    conversions: countable(evidence.cells.map((cell) => cell.conversions)),
    rate: reason,
    exactInterval: reason,
    interval: reason,
    phi: DEFAULT_DISPERSION.base,
    phiContrast: DEFAULT_DISPERSION.base,
    phiSource: 'default',
    component: -1,
    ...withoutModel(reason),
    reasons: [{ code: 'invalid_counts', sentence: reason.notComputed }],
  }
}

function countable(values: readonly number[]): number {
  return values.reduce((sum, value) => (value > 0 && value < Infinity ? sum + value : sum), 0)
}
