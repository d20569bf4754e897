import { DEFAULT_DISPERSION } from '../dispersion/fit.ts'
import { isComputed, type NotComputed, notComputed } from '../not-computed.ts'
import { fitParts } from './fit-parts.ts'
import { measureNoise } from './noise.ts'
import { sortRanked } from './order.ts'
import type { Part } from './part.ts'
import { rankNotes } from './rank-notes.ts'
import { type PartResult, rankPart } from './rank-part.ts'
import { numbered, type Row, rankedCreative, refusedCreative } from './ranked-row.ts'
import { completeSettings, DEFAULT_RANK_SETTINGS } from './settings.ts'
import { type SimpsonCandidate, simpsonWarnings } from './simpson.ts'
import { cellTable, refusal, withoutTraces } from './table.ts'
import type { CreativeEvidence, RankComponent, RankInput, RankResult, StratumEffect } from './types.ts'

/**
 * Creatives ranked by evidence, each with its rate, intervals, posterior, probability of being best and a decision with
 * reasons. Rates are conversions per exposure. Whatever cannot be computed says why; nothing is thrown. One conjugate
 * model gives shrinkage and the adjustment to a common mix of strata; docs/methods/technical/ranking.md has the formulas.
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
  const noise = measureNoise(accepted, input.history)
  const { parts, interaction } = fitParts(table, noise.phiContrast, input)
  const ranked: Row[] = []
  const summaries: RankComponent[] = []
  const effects: StratumEffect[] = []
  const candidates: SimpsonCandidate[] = []
  parts.forEach(({ part, strata, phi, expected, kappa }, number) => {
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
      if (number === 0 && own?.posterior.comparable && isComputed(row.adjusted) && isComputed(row.rate)) {
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
  const nothing = notComputed('no_exposure', 'nothing was shown')
  return {
    creatives: numbered([...sortRanked(ranked, settings.order), ...refused]),
    components: summaries,
    strata: effects,
    benchmark: input.target ?? first?.benchmark ?? nothing,
    prior: first?.prior ?? nothing,
    dispersion: { rate: noise.rate, contrast: noise.contrast, interaction },
    simpson: simpsonWarnings(candidates),
    settings,
    notes: rankNotes(input, noise, parts.length, refused.length, parts, table),
  }
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
