import { type Computed, notComputed } from '../not-computed.ts'
import { drawBeta, drawGamma, type RandomGenerator } from '../random/draws.ts'
import { logMean } from './log-mean.ts'
import {
  completed,
  countable,
  type FunnelCounts,
  overall,
  PART_NAMES,
  type Parts,
  partsOf,
  type Rates,
  rates,
  scaled,
  sumOf,
} from './split-rates.ts'

export interface FunnelStratum {
  readonly stratum: string
  readonly before: FunnelCounts
  readonly after: FunnelCounts
}

export interface ExplainInput {
  readonly strata: readonly FunnelStratum[]
  readonly spend?: { readonly before: number; readonly after: number }
  readonly phi?: number
  readonly level?: number
  /** With a generator every part gets an interval (parametric bootstrap). */
  readonly random?: RandomGenerator
  readonly draws?: number
}

export interface PartInterval {
  readonly low: number
  readonly high: number
}

export type PartIntervals = Readonly<Record<keyof Parts, PartInterval>>

export interface StratumContribution extends Parts {
  readonly stratum: string
  readonly total: number
}

export interface ChangeExplanation {
  /** Installs per impression. */
  readonly before: number
  readonly after: number
  readonly change: number
  /** Adds up to the change. */
  readonly parts: Parts
  readonly intervals: Computed<PartIntervals & { readonly level: number }>
  /** Largest first. */
  readonly byStratum: readonly StratumContribution[]
  /** Change of cost per install in money: because of CPM, and because of each part of the rate. */
  readonly cost: Computed<CostExplanation>
}

export interface CostExplanation {
  readonly before: number
  readonly after: number
  readonly change: number
  readonly cpm: number
  readonly rate: Parts
  /** Of the parts of the rate, by the same draws as theirs; prices stay as they were. */
  readonly intervals: Computed<PartIntervals>
}

const DRAWS = 2_000

/**
 * Why installs per impression changed between two periods, exactly additive and unmoved by splitting strata of equal rates
 * (Kitagawa 1955, Bennet 1920). docs/methods/technical/decomposition.md has the formulas.
 */
export function explainChange(input: ExplainInput): Computed<ChangeExplanation> {
  for (const { stratum, before, after } of input.strata) {
    for (const counts of [before, after]) {
      const values = [counts.impressions, counts.clicks, counts.clickInstalls, counts.viewInstalls]
      if (!values.every((value) => value >= 0 && value < Infinity)) {
        return notComputed('invalid_counts', `stratum ${stratum} has counts that cannot be used`)
      }
    }
  }
  const totalBefore = input.strata.reduce((sum, s) => sum + s.before.impressions, 0)
  const totalAfter = input.strata.reduce((sum, s) => sum + s.after.impressions, 0)
  if (!(totalBefore > 0 && totalAfter > 0))
    return notComputed('no_exposure', 'one of the periods has no impressions')
  const strata = input.strata.map(({ stratum, before, after }) => ({
    stratum,
    before: countable(before),
    after: countable(after),
  }))
  const pairs = strata.map((s) => completed(rates(s.before, totalBefore), rates(s.after, totalAfter)))
  const { before, after } = overall(pairs)
  const contributions = partsOf(pairs)
  const byStratum = input.strata
    .map(({ stratum }, k) => {
      const parts = contributions[k] ?? { mix: 0, ctr: 0, cvr: 0, view: 0 }
      return { stratum, ...parts, total: parts.mix + parts.ctr + parts.cvr + parts.view }
    })
    .sort((a, b) => Math.abs(b.total) - Math.abs(a.total))
  const parts = sumOf(contributions)
  const perImpression =
    input.spend === undefined
      ? null
      : { before: input.spend.before / totalBefore, after: input.spend.after / totalAfter }
  const { intervals, costIntervals } = bootstrap({ ...input, strata }, totalBefore, totalAfter, perImpression)
  return {
    before,
    after,
    change: after - before,
    parts,
    intervals,
    byStratum,
    cost: costOf(perImpression, before, after, parts, costIntervals),
  }
}

interface Prices {
  readonly before: number
  readonly after: number
}

/** Percentiles over draws of every rate around what was seen, shares and prices held fixed. */
function bootstrap(
  input: ExplainInput,
  totalBefore: number,
  totalAfter: number,
  prices: Prices | null,
): {
  readonly intervals: ChangeExplanation['intervals']
  readonly costIntervals: CostExplanation['intervals']
} {
  const { random, phi = 1, level = 0.95, draws = DRAWS } = input
  if (random === undefined) {
    const none = notComputed('invalid_setting', 'intervals need a random generator')
    return { intervals: none, costIntervals: none }
  }
  const seen = new DrawnParts()
  const costs = new DrawnParts()
  for (let draw = 0; draw < draws; draw++) {
    const pairs = input.strata.map((s) =>
      completed(drawnRates(s.before, totalBefore, phi, random), drawnRates(s.after, totalAfter, phi, random)),
    )
    const parts = sumOf(partsOf(pairs))
    seen.add(parts)
    if (prices === null) continue
    const { before, after } = overall(pairs)
    if (before > 0 && after > 0) costs.add(scaled(parts, costPerRate(prices, before, after)))
  }
  return {
    intervals: { ...seen.intervals(level), level },
    costIntervals:
      costs.count < draws
        ? notComputed('not_enough_data', 'too few installs to say how far their cost may vary')
        : costs.intervals(level),
  }
}

class DrawnParts {
  readonly #seen = { mix: [] as number[], ctr: [] as number[], cvr: [] as number[], view: [] as number[] }

  get count(): number {
    return this.#seen.mix.length
  }

  add(parts: Parts): void {
    for (const name of PART_NAMES) this.#seen[name].push(parts[name])
  }

  intervals(level: number): PartIntervals {
    const interval = (name: keyof Parts): PartInterval => {
      const sorted = this.#seen[name].toSorted((a, b) => a - b)
      const last = sorted.length - 1
      const at = (p: number) => sorted[Math.min(last, Math.max(0, Math.round(p * last)))] ?? 0
      return { low: at((1 - level) / 2), high: at((1 + level) / 2) }
    }
    return { mix: interval('mix'), ctr: interval('ctr'), cvr: interval('cvr'), view: interval('view') }
  }
}

/** Change of the cost for each change of the rate: minus the ratio of the logarithmic means. */
function costPerRate(prices: Prices, rateBefore: number, rateAfter: number): number {
  return -logMean(prices.before / rateBefore, prices.after / rateAfter) / logMean(rateBefore, rateAfter)
}

function drawnRates(counts: FunnelCounts, total: number, phi: number, random: RandomGenerator): Rates | null {
  if (counts.impressions <= 0) return null
  const { impressions, clicks, clickInstalls, viewInstalls } = counts
  const misses = Math.max(0, clicks - clickInstalls)
  return {
    share: impressions / total,
    ctr: (phi * drawGamma(clicks / phi, random)) / impressions,
    cvr:
      clicks > 0
        ? drawBeta(clickInstalls / phi, misses / phi, random) *
          (clickInstalls > clicks ? clickInstalls / clicks : 1)
        : Number.NaN,
    view: (phi * drawGamma(viewInstalls / phi, random)) / impressions,
  }
}

function costOf(
  prices: Prices | null,
  rateBefore: number,
  rateAfter: number,
  parts: Parts,
  intervals: CostExplanation['intervals'],
): Computed<CostExplanation> {
  if (prices === null) return notComputed('invalid_setting', 'no spend was given')
  if (!(prices.before > 0 && prices.after > 0 && rateBefore > 0 && rateAfter > 0)) {
    return notComputed('no_conversions', 'cost per install needs spend and installs in both periods')
  }
  const before = prices.before / rateBefore
  const after = prices.after / rateAfter
  return {
    before,
    after,
    change: after - before,
    cpm: logMean(before, after) * Math.log(prices.after / prices.before),
    rate: scaled(parts, costPerRate(prices, rateBefore, rateAfter)),
    intervals,
  }
}
