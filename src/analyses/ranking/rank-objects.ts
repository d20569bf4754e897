import { inSlices, type MetricContext } from '#metrics/index.ts'
import type { RankAnswer, RankTarget } from '#schema/answer/rank-answer.ts'
import type { Note } from '#schema/note.ts'
import { ORGANIC, withoutOrganic } from '#schema/organic.ts'
import { writeCount } from '#schema/write-count.ts'
import { isComputed, type RankResult } from '#stats/index.ts'
import { withAnswerableExposure } from '../evidence/answerable-exposure.ts'
import {
  type Evidence,
  type EvidenceQuestion,
  type ObjectEvidence,
  UNNAMED,
} from '../evidence/gather-evidence.ts'
import { gatherStrata, type StrataEvidence, withoutStrata } from '../evidence/gather-strata.ts'
import type { PlaceDimension } from '../evidence/place.ts'
import { type RankedPlace, type RowTargets, rowTargets } from '../evidence/row-targets.ts'
import { adjustmentNotes, describeAdjustment } from './describe-adjustment.ts'
import { rankBeside } from './rank-beside.ts'
import { rankedRow, unrankedRow } from './ranked-row.ts'

export interface RankOptions {
  readonly minImpressions: number
  readonly currency: string | null
  /** What tells the places apart, besides networks, whose common mix rates are put on; `null` for plain rates. */
  readonly strata: readonly PlaceDimension[] | null
  /** What decisions are against instead of the rest of the group, most specific first. */
  readonly targets: readonly RankTarget[]
  readonly place: RankedPlace
}

export type RankedObjects = Pick<
  RankAnswer,
  'rows' | 'apart' | 'totals' | 'benchmark' | 'adjustment' | 'notes'
> & {
  readonly sql: readonly string[]
}

function isOrganic({ networks }: ObjectEvidence): boolean {
  return networks.length > 0 && withoutOrganic(networks).length === 0
}

function isRankable({ key, impressions, conversions }: ObjectEvidence): boolean {
  return key !== UNNAMED.key && impressions !== null && impressions > 0 && conversions !== null
}

function sum(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((total, value) => (value === null ? total : (total ?? 0) + value), null)
}

function totalsOf(rankable: readonly ObjectEvidence[], rows: number, hidden: number): RankAnswer['totals'] {
  const impressions = sum(rankable.map((object) => object.impressions))
  const conversions = sum(rankable.map((object) => object.conversions))
  const rate =
    impressions === null || impressions === 0 || conversions === null ? null : conversions / impressions
  return { impressions, conversions, rate, perMille: rate === null ? null : rate * 1000, rows, hidden }
}

function rankNotes(
  result: RankResult,
  strata: StrataEvidence,
  shown: readonly ObjectEvidence[],
  hidden: number,
  { minImpressions }: RankOptions,
): Note[] {
  const names = new Map(shown.map(({ key, name }) => [key, name]))
  const notes: Note[] = [
    ...adjustmentNotes(result, strata, (key) => names.get(key) ?? key),
    ...(result.creatives.length === 0 ? [] : result.notes).map(({ code, sentence }) => ({
      code,
      message: sentence,
      severity: 'info' as const,
    })),
  ]
  if (hidden > 0) {
    notes.push({
      code: 'below_minimum',
      severity: 'info',
      message: `${writeCount(hidden)} with fewer than ${writeCount(minImpressions)} impressions are not shown.`,
    })
  }
  const leftOut = shown.reduce((total, object) => total + object.leftOut, 0)
  if (leftOut > 0) {
    notes.push({
      code: 'conversions_without_impressions',
      severity: 'warning',
      message: `${writeCount(leftOut)} conversions on networks whose impressions are not known are left out of these rates.`,
    })
  }
  return notes
}

/** The rate all rows have to reach, where it is one. */
function sharedTarget(rankable: readonly ObjectEvidence[], { of }: RowTargets): number | null {
  const rates = new Set(rankable.map(({ key }) => of.get(key)?.perMille ?? null))
  const [only = null] = rates
  return rates.size === 1 && only !== null ? only / 1000 : null
}

/** Organic conversions: objects that have no other, and what is organic of the rest. */
function apartOf(
  organic: readonly ObjectEvidence[],
  advertised: readonly ObjectEvidence[],
): RankAnswer['apart'] {
  const mixed = advertised.reduce((total, object) => total + object.organic, 0)
  const rows = organic.map(({ key, name, conversions }) => ({ key, name, conversions: conversions ?? 0 }))
  if (mixed > 0) rows.push({ key: ORGANIC, name: 'Organic', conversions: mixed })
  return rows.map((row) => ({ ...row, reason: 'organic: no advertising impression belongs to it' }))
}

/** Ranks objects by what their conversions per impression are worth believing. */
export async function rankObjects(
  question: EvidenceQuestion,
  evidence: Evidence,
  options: RankOptions,
  context: MetricContext,
): Promise<RankedObjects> {
  const { objects, conversionField: field } = evidence
  const organic = objects.filter(isOrganic)
  const advertised = objects.filter((object) => !isOrganic(object))
  const shown = advertised.filter(
    ({ impressions }) => options.minImpressions === 0 || (impressions ?? 0) >= options.minImpressions,
  )
  const rankable = shown.filter(isRankable)
  const byKey = new Map(rankable.map((object) => [object.key, object]))
  const gathered =
    options.strata === null
      ? withoutStrata(rankable)
      : await gatherStrata(question, rankable, evidence.answer.plan.range, context, {
          dimensions: options.strata,
          keys: null,
        })
  const { strata, notes: answerable } = withAnswerableExposure(gathered, rankable, evidence, context)
  const targets = rowTargets(rankable, options.targets, options.place)
  const needed = [...targets.of].map(([key, { perMille }]) => [key, perMille / 1000] as const)
  const result = await rankBeside({
    creatives: strata.creatives,
    repeatable: question.event !== 'install' && !question.event.startsWith('unique.'),
    networks: strata.networks,
    ...(strata.mix === undefined ? {} : { mix: strata.mix }),
    ...(targets.of.size === 0 ? {} : { targets: Object.fromEntries(needed) }),
  })
  // Counts that were thinned are fractions of counted ones, which the arithmetic cannot know.
  const told =
    answerable.length === 0
      ? result
      : { ...result, notes: result.notes.filter(({ code }) => code !== 'fractional_conversions') }
  const found = await inSlices(result.creatives, (creative, place) => {
    const object = byKey.get(creative.id)
    return object
      ? [
          rankedRow(object, creative, place, {
            field,
            currency: options.currency,
            target: targets.of.get(object.key) ?? null,
          }),
        ]
      : []
  })
  const ranked = found.flat()
  const unranked = shown
    .filter((object) => !isRankable(object))
    .toSorted(
      (a, b) => (b.impressions ?? 0) - (a.impressions ?? 0) || (b.conversions ?? 0) - (a.conversions ?? 0),
    )
    .map((object, index) => unrankedRow(object, field, options.currency, ranked.length + index))
  const rows = [...ranked, ...unranked]
  const hidden = advertised.length - shown.length
  return {
    rows,
    apart: apartOf(organic, advertised),
    totals: totalsOf(rankable, rows.filter(({ key }) => key !== UNNAMED.key).length, hidden),
    benchmark: sharedTarget(rankable, targets) ?? (isComputed(result.benchmark) ? result.benchmark : null),
    adjustment: describeAdjustment(result, strata),
    notes: [...answerable, ...targets.notes, ...rankNotes(told, strata, shown, hidden, options)],
    sql: strata.sql,
  }
}
