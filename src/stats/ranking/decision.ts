import type { Interval } from '../intervals/types.ts'
import { isComputed, type NotComputed, notComputed } from '../not-computed.ts'
import {
  beliefQuantile,
  expectedShortfall,
  type GammaBelief,
  probabilityAbove,
  probabilityBelow,
} from './gamma-comparison.ts'
import type { Decision, DecisionProbabilities, Estimate, RankSettings, Reason } from './types.ts'

export interface DecisionInput {
  readonly belief: GammaBelief
  /** Interval of the belief at the level of the settings. */
  readonly interval: Interval
  readonly benchmark: GammaBelief | NotComputed
  /** True when the benchmark is a target set by people. */
  readonly target: boolean
  readonly conversions: number
  readonly exposure: number
  readonly shrinkageWeight: number
  /** Overlap with the group, or why it does not matter. */
  readonly overlap: number | null
  readonly comparable: boolean
  /** Whether it is judged where it ran alone, because most of the mix never saw it. */
  readonly ownPlacesOnly: boolean
  readonly unexposedShare: number
}

export interface DecisionResult {
  readonly decision: Decision
  readonly reasons: readonly Reason[]
  readonly budgetFactor: number
  readonly probabilities: DecisionProbabilities | NotComputed
  readonly installsGained: Estimate | NotComputed
  readonly cpiChange: Estimate | NotComputed
}

const LEAST_SHRINKAGE_WEIGHT = 0.2
const MOST_BUDGET_FACTOR = 2

/** What to do with one creative, why, and what it is worth; only a probability and a small expected loss together decide. */
export function decide(input: DecisionInput, settings: RankSettings): DecisionResult {
  if (!isComputed(input.benchmark)) {
    return undecidable({ code: 'no_benchmark', sentence: input.benchmark.notComputed }, input.benchmark)
  }
  if (!input.comparable) {
    const sentence =
      input.unexposedShare > 0.5
        ? `never shown in ${percent(input.unexposedShare)} of the mix it would be compared on`
        : 'too few conversions tie the strata it was shown in to the mix it would be compared on'
    return undecidable({ code: 'not_comparable', sentence }, notComputed('not_comparable', sentence))
  }
  const { belief, benchmark } = input
  const probabilities = compare(belief, benchmark, settings.smallestEffect)
  const { decision, reasons } = verdict(input, benchmark, probabilities, settings)
  const where: Reason[] = input.ownPlacesOnly
    ? [
        {
          code: 'own_places',
          sentence: `judged against what the others earn in the places where it ran: ${percent(1 - input.unexposedShare)} of the common mix`,
        },
      ]
    : []
  const own = bounded(belief.mean, input.interval)
  const other = bounds(benchmark, settings.level)
  return {
    decision,
    reasons: [...reasons, ...where],
    budgetFactor: budgetFactor(decision, belief, benchmark),
    probabilities,
    installsGained: installsGained(input.exposure, own, other, settings.level),
    cpiChange: cpiChange(own, other, settings.level),
  }
}

function undecidable(reason: Reason, missing: NotComputed): DecisionResult {
  return {
    decision: 'not_enough_data',
    reasons: [reason],
    budgetFactor: 1,
    probabilities: missing,
    installsGained: missing,
    cpiChange: missing,
  }
}

function compare(belief: GammaBelief, benchmark: GammaBelief, smallestEffect: number): DecisionProbabilities {
  const up = probabilityAbove(belief, benchmark, 1 + smallestEffect)
  const down = probabilityBelow(belief, benchmark, 1 - smallestEffect)
  const lossIfScaled = expectedShortfall(belief, benchmark) / benchmark.mean
  return {
    up,
    same: Math.max(0, 1 - up - down),
    down,
    lossIfScaled,
    lossIfSunset: Math.max(0, (belief.mean - benchmark.mean) / benchmark.mean + lossIfScaled),
  }
}

function verdict(
  input: DecisionInput,
  benchmark: GammaBelief,
  p: DecisionProbabilities,
  settings: RankSettings,
): { decision: Decision; reasons: Reason[] } {
  const thin = thinness(input, benchmark, settings)
  if (thin.length > 0) return { decision: 'not_enough_data', reasons: thin }
  const name = input.target ? 'the target' : 'the others'
  const rate = `${perThousand(benchmark.mean)} per thousand`
  const margin = percent(settings.smallestEffect)
  if (p.up >= settings.decisionProbability) {
    const sentence = `${percent(p.up)} likely to be more than ${margin} above ${name} (${rate})`
    const reason: Reason = { code: 'above_benchmark', sentence }
    if (p.lossIfScaled <= settings.decisionLoss) return { decision: 'scale', reasons: [reason] }
    return { decision: 'keep_testing', reasons: [reason, tooRisky('scaling', p.lossIfScaled, settings)] }
  }
  if (p.down >= settings.decisionProbability) {
    const sentence = `${percent(p.down)} likely to be more than ${margin} below ${name} (${rate})`
    const reason: Reason = { code: 'below_benchmark', sentence }
    if (p.lossIfSunset <= settings.decisionLoss) return { decision: 'sunset', reasons: [reason] }
    return { decision: 'keep_testing', reasons: [reason, tooRisky('stopping', p.lossIfSunset, settings)] }
  }
  if (p.same >= settings.decisionProbability) {
    const sentence = `${percent(p.same)} likely to be within ${margin} of ${name} (${rate})`
    return { decision: 'keep', reasons: [{ code: 'same_as_benchmark', sentence }] }
  }
  const sentence =
    `above ${name} (${rate}) by more than ${margin} with ${percent(p.up)}, below by as much with ${percent(p.down)}: ` +
    `neither reaches ${percent(settings.decisionProbability)}`
  return { decision: 'keep_testing', reasons: [{ code: 'undecided', sentence }] }
}

function thinness(input: DecisionInput, benchmark: GammaBelief, settings: RankSettings): Reason[] {
  const reasons: Reason[] = []
  const expected = input.exposure * benchmark.mean
  if (input.conversions + expected < settings.minimumConversions) {
    const sentence = `${round(input.conversions)} conversions and ${round(expected)} expected: fewer than ${settings.minimumConversions} together`
    reasons.push({ code: 'few_conversions', sentence })
  }
  if (input.shrinkageWeight < LEAST_SHRINKAGE_WEIGHT) {
    const sentence = `its own data carry ${percent(input.shrinkageWeight)} of the estimate, the rest is what the others usually do`
    reasons.push({ code: 'mostly_prior', sentence })
  }
  if (input.overlap !== null && input.overlap < settings.weakOverlap) {
    const sentence = `shares ${percent(input.overlap)} of its delivery's weight with the others, too little to compare`
    reasons.push({ code: 'weak_overlap', sentence })
  }
  return reasons
}

function tooRisky(action: string, loss: number, settings: RankSettings): Reason {
  const sentence = `${action} it would still lose ${percent(loss)} on average, more than ${percent(settings.decisionLoss)}`
  return { code: 'loss_too_high', sentence }
}

function budgetFactor(decision: Decision, belief: GammaBelief, benchmark: GammaBelief): number {
  if (decision === 'sunset') return 0
  if (decision !== 'scale') return 1
  const ratio = logRatioInterval(bounds(belief, 0.8), bounds(benchmark, 0.8))
  return Math.min(MOST_BUDGET_FACTOR, Math.max(1, ratio.low))
}

interface Bounds {
  readonly mean: number
  readonly low: number
  readonly high: number
}

/** Interval of a difference from the intervals of both sides (method of variance estimates recovery; Zou, Donner 2008). */
function installsGained(exposure: number, own: Bounds, other: Bounds, level: number): Estimate {
  const difference = own.mean - other.mean
  return {
    estimate: exposure * difference,
    low: exposure * (difference - Math.hypot(own.mean - own.low, other.high - other.mean)),
    high: exposure * (difference + Math.hypot(own.high - own.mean, other.mean - other.low)),
    level,
  }
}

function cpiChange(own: Bounds, other: Bounds, level: number): Estimate {
  const ratio = logRatioInterval(own, other)
  return { estimate: other.mean / own.mean - 1, low: 1 / ratio.high - 1, high: 1 / ratio.low - 1, level }
}

function logRatioInterval(x: Bounds, y: Bounds): { low: number; high: number } {
  const ratio = x.mean / y.mean
  return {
    low: ratio * Math.exp(-Math.hypot(Math.log(x.mean / x.low), Math.log(y.high / y.mean))),
    high: ratio * Math.exp(Math.hypot(Math.log(x.high / x.mean), Math.log(y.mean / y.low))),
  }
}

function bounds(belief: GammaBelief, level: number): Bounds {
  const tail = (1 - level) / 2
  return bounded(belief.mean, { low: beliefQuantile(belief, tail), high: beliefQuantile(belief, 1 - tail) })
}

// A quantile of a very small shape underflows; cost per install then has no upper bound, shown as a very large one.
function bounded(mean: number, interval: { low: number; high: number }): Bounds {
  return { mean, low: Math.max(interval.low, mean * 1e-12), high: interval.high }
}

function percent(share: number): string {
  const value = share * 100
  if (value > 99.9) return '> 99.9 %'
  if (value > 99) return `${Math.floor(value * 10) / 10} %`
  return `${value < 1 && value > 0 ? '< 1' : Math.round(value)} %`
}

function perThousand(rate: number): string {
  const value = rate * 1000
  return value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toPrecision(2)
}

function round(value: number): string {
  return value >= 10 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1)
}
