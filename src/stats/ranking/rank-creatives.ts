import { DEFAULT_DISPERSION } from '../dispersion/fit.ts'
import { clopperPearsonInterval, garwoodInterval } from '../intervals/exact.ts'
import { jeffreysInterval } from '../intervals/one-rate.ts'
import { type Computed, isComputed, type NotComputed, notComputed } from '../not-computed.ts'
import { findComponents } from './components.ts'
import { decide } from './decision.ts'
import { type ExpectedShares, expectedShares } from './expected-shares.ts'
import { beliefQuantile } from './gamma-comparison.ts'
import { addInteraction, type InteractionSums, interactionVariance } from './interaction.ts'
import { measureNoise, type Noise } from './noise.ts'
import { sortRanked } from './order.ts'
import { componentPart, type Part } from './part.ts'
import { type PartCreative, type PartResult, rankPart } from './rank-part.ts'
import { completeSettings, DEFAULT_RANK_SETTINGS } from './settings.ts'
import { type SimpsonCandidate, simpsonWarnings } from './simpson.ts'
import { type StratumMultipliers, stratumMultipliers } from './stratum-multipliers.ts'
import { cellTable, mixShares, refusal, withoutTraces } from './table.ts'
import type {
  CreativeEvidence,
  RankComponent,
  RankedCreative,
  RankInput,
  RankNote,
  RankResult,
  RankSettings,
  StratumEffect,
} from './types.ts'

const GROUP_CELLS = 100

/**
 * Creatives ranked by evidence, each with its rate, intervals, posterior, probability of being best and a decision with
 * reasons. Rates are conversions per exposure. Whatever cannot be computed says why; nothing is thrown. One conjugate
 * model gives shrinkage and the adjustment to a common mix of strata; docs/methods/ranking.md has the formulas.
 */
export function rankCreatives(input: RankInput): RankResult {
  const settings = completeSettings(input.settings)
  if (typeof settings === 'string') return refuseAll(input, notComputed('invalid_setting', settings))
  if (input.target !== undefined && !(input.target > 0 && input.target < Infinity)) {
    return refuseAll(input, notComputed('invalid_setting', 'the target must be a rate above 0'))
  }
  const refused: Row[] = []
  const accepted: CreativeEvidence[] = []
  for (const given of input.creatives) {
    const creative = withoutTraces(given)
    const reason = refusal(creative, input.repeatable)
    if (reason === null) accepted.push(creative)
    else refused.push(refusedCreative(creative, reason))
  }
  const table = cellTable(accepted)
  const mix = mixShares(table, input.mix)
  const components = findComponents(table)
  const noise = measureNoise(accepted, input.history)
  const parts = Array.from({ length: components.count }, (_, number) => {
    const part = componentPart(table, components, number, mix)
    const strata = part.strata.length > 0 ? stratumMultipliers(part) : null
    const phi = Float64Array.from(part.creatives, (i) => noise.phiContrast[i] ?? 1)
    return { part, strata, phi, expected: expectedShares(part, strata?.multiplier ?? new Float64Array()) }
  })
  const { kappaOf, interaction } = interactions(parts, table.strata, input.networks)

  const ranked: Row[] = []
  const summaries: RankComponent[] = []
  const effects: StratumEffect[] = []
  const candidates: SimpsonCandidate[] = []
  parts.forEach(({ part, strata, phi, expected }, number) => {
    const kappa = Float64Array.from(part.strata, (s) => (part.strata.length > 1 ? kappaOf(s) : 0))
    const result = strata === null ? null : rankPart(part, strata, expected, phi, kappa)
    const names = Array.from(part.strata, (s) => table.strata[s] ?? '')
    summaries.push(summary(part, names, result))
    names.forEach((stratum, s) => {
      effects.push({
        stratum,
        multiplier: strata?.multiplier[s] ?? 1,
        mixShare: part.mix[s] ?? 0,
        component: number,
      })
    })
    part.creatives.forEach((i, position) => {
      const evidence = accepted[i]
      if (evidence === undefined) return
      const own = result?.creatives[position] ?? null
      const row = rankedCreative(evidence, i, number, own, noise, part.strata.length, input, settings)
      ranked.push(row)
      if (number === 0 && part.strata.length > 1 && own !== null && isComputed(row.rate)) {
        const { shape, rate } = own.posterior
        candidates.push({
          id: row.id,
          conversions: row.conversions,
          pooled: row.rate,
          belief: { mean: shape / rate, shape },
        })
      }
    })
  })
  const first = summaries[0]
  const nothing = notComputed('no_exposure', 'no creative was shown')
  return {
    creatives: numbered([...sortRanked(ranked, settings.order), ...refused]),
    components: summaries,
    strata: effects,
    benchmark: input.target ?? first?.benchmark ?? nothing,
    prior: first?.prior ?? nothing,
    dispersion: { rate: noise.rate, contrast: noise.contrast, interaction },
    simpson: simpsonWarnings(candidates),
    settings,
    notes: notes(input, noise, components.count, refused.length, parts, table.strata),
  }
}

interface Row extends Omit<RankedCreative, 'rank'> {
  rank: number
}

function numbered(rows: readonly Row[]): RankedCreative[] {
  return rows.map((row, position) => {
    row.rank = position + 1
    return row
  })
}

interface Fitted {
  readonly part: Part
  readonly strata: StratumMultipliers | null
  readonly phi: Float64Array
  readonly expected: ExpectedShares
}

function interactions(
  parts: readonly Fitted[],
  names: readonly string[],
  networks: RankInput['networks'],
): { kappaOf: (stratum: number) => number; interaction: Computed<number> } {
  const sums = new Map<string, InteractionSums>()
  const group = (s: number) => networks?.[names[s] ?? ''] ?? ''
  let several = false
  for (const { part, strata, phi, expected } of parts) {
    if (strata === null || part.strata.length < 2) continue
    several = true
    addInteraction(sums, part, strata, expected, phi, (s) => group(part.strata[s] ?? 0))
  }
  const all: InteractionSums = { excess: 0, scale: 0, cells: 0 }
  for (const sum of sums.values()) {
    all.excess += sum.excess
    all.scale += sum.scale
    all.cells += sum.cells
  }
  const account = interactionVariance(all)
  const own = new Map<string, number>()
  for (const [key, sum] of sums) if (sum.cells >= GROUP_CELLS) own.set(key, interactionVariance(sum))
  return {
    kappaOf: (s) => own.get(group(s)) ?? account,
    interaction: several
      ? account
      : notComputed('one_stratum', 'with one stratum there is nothing to interact with'),
  }
}

function rankedCreative(
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
  const belief = { mean: shape / rate, shape }
  const tail = (1 - level) / 2
  const posteriorInterval = {
    low: beliefQuantile(belief, tail),
    high: beliefQuantile(belief, 1 - tail),
    level,
  }
  const benchmark = input.target === undefined ? own.others : { mean: input.target, shape: Infinity }
  const verdict = decide(
    {
      belief,
      interval: posteriorInterval,
      benchmark,
      target: input.target !== undefined,
      conversions,
      exposure,
      shrinkageWeight: weight,
      overlap: input.target === undefined ? own.overlap : null,
      comparable,
      unexposedShare,
    },
    settings,
  )
  return {
    ...known,
    shrunk: belief.mean,
    posteriorInterval,
    quantile10: beliefQuantile(belief, 0.1),
    posterior: { shape, rate },
    shrinkageWeight: weight,
    adjusted:
      strata > 1
        ? { rate: belief.mean, ...posteriorInterval, unshrunk: own.unshrunk, unexposedShare }
        : notComputed('one_stratum', 'there is one stratum, so nothing to adjust for'),
    overlap: own.overlap ?? notComputed('one_stratum', 'everything was shown in the same stratum'),
    probabilityBest: own.probabilityBest,
    expectedLoss: own.expectedLoss,
    benchmark: isComputed(benchmark) ? benchmark.mean : benchmark,
    ...verdict,
  }
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

function refusedCreative(evidence: CreativeEvidence, reason: NotComputed): Row {
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

function refuseAll(input: RankInput, reason: NotComputed): RankResult {
  return {
    creatives: input.creatives.map((creative, position) => ({
      ...refusedCreative(creative, reason),
      rank: position + 1,
    })),
    components: [],
    strata: [],
    benchmark: reason,
    prior: reason,
    dispersion: { rate: DEFAULT_DISPERSION, contrast: DEFAULT_DISPERSION, interaction: reason },
    simpson: [],
    settings: DEFAULT_RANK_SETTINGS,
    notes: [{ code: reason.code, sentence: reason.notComputed }],
  }
}

function summary(part: Part, strata: readonly string[], result: PartResult | null): RankComponent {
  const missing = notComputed('no_conversions', 'nothing has converted yet')
  return {
    creatives: part.creatives.length,
    strata,
    prior: result?.prior ?? missing,
    benchmark: result?.benchmark ?? missing,
    expectedMaximum: result?.expectedMaximum ?? missing,
  }
}

function notes(
  input: RankInput,
  noise: Noise,
  components: number,
  refused: number,
  parts: readonly Fitted[],
  strata: readonly string[],
): RankNote[] {
  const list: RankNote[] = []
  const add = (code: string, sentence: string) => list.push({ code, sentence })
  if (noise.rate.source === 'default') {
    add('assumed_dispersion', 'over-dispersion is assumed to be 1.5 because no daily counts were given')
  } else {
    add('approximate', 'intervals are approximate: the over-dispersion is estimated from daily counts')
  }
  if (components > 1) {
    add(
      'components',
      `the creatives fall into ${components} groups that share no strata; they are not ranked against each other`,
    )
  }
  if (refused > 0) add('refused', `${refused} creatives were left out because their counts cannot be used`)
  if (parts.some((part) => part.strata !== null && !part.strata.converged)) {
    add('did_not_converge', 'the differences between strata did not settle; adjusted rates are rough')
  }
  const used = parts.reduce((sum, { part }) => sum + part.strata.length, 0)
  if (used < strata.length) {
    add(
      'silent_strata',
      `${strata.length - used} strata without any conversion are left out of the adjustment`,
    )
  }
  if (input.target === undefined)
    add('equal_cpm', 'changes of cost per install assume equal cost per impression')
  return list
}
