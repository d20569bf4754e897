import { type Computed, notComputed } from '../not-computed.ts'
import { drawBeta, drawGamma, type RandomGenerator } from '../random/draws.ts'
import { logMean } from './log-mean.ts'

/** One stratum in one period. Installs after a click and after a mere view are kept apart; unknown spend is null. */
export interface FunnelCounts {
  readonly impressions: number
  readonly clicks: number
  readonly clickInstalls: number
  readonly viewInstalls: number
}

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

export interface Parts {
  /** Because other strata got the impressions. */
  readonly mix: number
  /** Because clicks per impression changed. */
  readonly ctr: number
  /** Because installs per click changed. */
  readonly cvr: number
  /** Because installs after a view changed. */
  readonly view: number
}

export interface PartInterval {
  readonly low: number
  readonly high: number
}

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
  readonly intervals: Computed<Readonly<Record<keyof Parts, PartInterval>> & { readonly level: number }>
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
}

interface Rates {
  readonly share: number
  readonly ctr: number
  readonly cvr: number
  readonly view: number
}

interface Pair {
  readonly before: Rates
  readonly after: Rates
}

const PART_NAMES = ['mix', 'ctr', 'cvr', 'view'] as const
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
  return {
    before,
    after,
    change: after - before,
    parts,
    intervals: bootstrap({ ...input, strata }, totalBefore, totalAfter),
    byStratum,
    cost: costOf(input.spend, totalBefore, totalAfter, before, after, parts),
  }
}

/** Installs after clicks nobody counted belong to no rate per click; with those of views they keep the total right. */
function countable(counts: FunnelCounts): FunnelCounts {
  const { clicks, clickInstalls, viewInstalls } = counts
  return clicks > 0 ? counts : { ...counts, clickInstalls: 0, viewInstalls: viewInstalls + clickInstalls }
}

function rates(counts: FunnelCounts, total: number): Rates | null {
  if (counts.impressions <= 0) return null
  return {
    share: counts.impressions / total,
    ctr: counts.clicks / counts.impressions,
    // Without clicks the rate is unknown, not 0: NaN marks it for `completed`, which never lets it out.
    cvr: counts.clicks > 0 ? counts.clickInstalls / counts.clicks : Number.NaN,
    view: counts.viewInstalls / counts.impressions,
  }
}

/** What one period does not show is taken from the other, so that a stratum come or gone is all mix. */
function completed(before: Rates | null, after: Rates | null): Pair {
  const nothing: Rates = { share: 0, ctr: 0, cvr: 0, view: 0 }
  const first = before ?? (after === null ? nothing : { ...after, share: 0 })
  const second = after ?? (before === null ? nothing : { ...before, share: 0 })
  const known = (own: number, other: number) => (Number.isNaN(own) ? (Number.isNaN(other) ? 0 : other) : own)
  return {
    before: { ...first, cvr: known(first.cvr, second.cvr) },
    after: { ...second, cvr: known(second.cvr, first.cvr) },
  }
}

function rateOf(rates: Rates): number {
  return rates.ctr * rates.cvr + rates.view
}

function overall(pairs: readonly Pair[]): { before: number; after: number } {
  let before = 0
  let after = 0
  for (const pair of pairs) {
    before += pair.before.share * rateOf(pair.before)
    after += pair.after.share * rateOf(pair.after)
  }
  return { before, after }
}

function partsOf(pairs: readonly Pair[]): Parts[] {
  const { before, after } = overall(pairs)
  const middle = (before + after) / 2
  return pairs.map(({ before: x, after: y }) => {
    const share = (x.share + y.share) / 2
    return {
      mix: (y.share - x.share) * ((rateOf(x) + rateOf(y)) / 2 - middle),
      ctr: share * ((x.cvr + y.cvr) / 2) * (y.ctr - x.ctr),
      cvr: share * ((x.ctr + y.ctr) / 2) * (y.cvr - x.cvr),
      view: share * (y.view - x.view),
    }
  })
}

function sumOf(parts: readonly Parts[]): Parts {
  const sum = { mix: 0, ctr: 0, cvr: 0, view: 0 }
  for (const part of parts) for (const name of PART_NAMES) sum[name] += part[name]
  return sum
}

/** Percentiles over draws of every rate around what was seen, shares held fixed. */
function bootstrap(
  input: ExplainInput,
  totalBefore: number,
  totalAfter: number,
): ChangeExplanation['intervals'] {
  const { random, phi = 1, level = 0.95, draws = DRAWS } = input
  if (random === undefined) return notComputed('invalid_setting', 'intervals need a random generator')
  const seen = { mix: [] as number[], ctr: [] as number[], cvr: [] as number[], view: [] as number[] }
  for (let draw = 0; draw < draws; draw++) {
    const pairs = input.strata.map((s) =>
      completed(drawnRates(s.before, totalBefore, phi, random), drawnRates(s.after, totalAfter, phi, random)),
    )
    const parts = sumOf(partsOf(pairs))
    for (const name of PART_NAMES) seen[name].push(parts[name])
  }
  const interval = (values: number[]): PartInterval => {
    const sorted = values.sort((a, b) => a - b)
    const at = (p: number) => sorted[Math.min(draws - 1, Math.max(0, Math.round(p * (draws - 1))))] ?? 0
    return { low: at((1 - level) / 2), high: at((1 + level) / 2) }
  }
  return {
    mix: interval(seen.mix),
    ctr: interval(seen.ctr),
    cvr: interval(seen.cvr),
    view: interval(seen.view),
    level,
  }
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
  spend: ExplainInput['spend'],
  totalBefore: number,
  totalAfter: number,
  rateBefore: number,
  rateAfter: number,
  parts: Parts,
): Computed<CostExplanation> {
  if (spend === undefined) return notComputed('invalid_setting', 'no spend was given')
  const perBefore = spend.before / totalBefore
  const perAfter = spend.after / totalAfter
  if (!(perBefore > 0 && perAfter > 0 && rateBefore > 0 && rateAfter > 0)) {
    return notComputed('no_conversions', 'cost per install needs spend and installs in both periods')
  }
  const before = perBefore / rateBefore
  const after = perAfter / rateAfter
  const weight = logMean(before, after)
  const perRate = -weight / logMean(rateBefore, rateAfter)
  return {
    before,
    after,
    change: after - before,
    cpm: weight * Math.log(perAfter / perBefore),
    rate: {
      mix: perRate * parts.mix,
      ctr: perRate * parts.ctr,
      cvr: perRate * parts.cvr,
      view: perRate * parts.view,
    },
  }
}
