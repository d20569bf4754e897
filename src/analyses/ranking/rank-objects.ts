import { inSlices } from '#metrics/index.ts'
import type { RankAnswer, RankRow, RateInterval } from '#schema/answer/rank-answer.ts'
import { addDays } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import { type Computed, isComputed, type RankedCreative } from '#stats/index.ts'
import { noiseOf } from '../evidence/daily-series.ts'
import { type Evidence, type ObjectEvidence, UNNAMED } from '../evidence/gather-evidence.ts'
import { rankBeside } from './rank-beside.ts'

export interface RankOptions {
  readonly event: string
  readonly minImpressions: number
  readonly currency: string | null
  /** Rate to decide against instead of the rest of the group, per impression. */
  readonly target?: number
}

export type RankedObjects = Pick<RankAnswer, 'rows' | 'apart' | 'totals' | 'benchmark' | 'notes'>

const ORGANIC = 'organic'
/** Rows that carry a trend, and points in it: enough for a screen, small enough to send. */
const TRENDED_ROWS = 1000
const TREND_POINTS = 28
const EPOCH = '1970-01-01'

const dayNames = new Map<number, string>()

function dayName(day: number): string {
  const known = dayNames.get(day) ?? addDays(EPOCH, day)
  dayNames.set(day, known)
  return known
}

function trendOf({ daily: { day, impressions, conversions } }: ObjectEvidence): RankRow['trend'] {
  const size = Math.max(1, Math.ceil(day.length / TREND_POINTS))
  const trend: RankRow['trend'] = []
  for (let start = 0; start < day.length; start += size) {
    const point = { day: dayName(day[start] ?? 0), impressions: 0, conversions: 0 }
    for (let index = start; index < Math.min(day.length, start + size); index += 1) {
      point.impressions += impressions[index] ?? 0
      point.conversions += conversions[index] ?? 0
    }
    trend.push(point)
  }
  return trend
}

/** Collects why a field is `null` while reading it. */
class Reasons {
  readonly reasons: Record<string, string> = {}

  read<T>(field: string, value: Computed<T>): T | null {
    if (isComputed(value)) return value
    this.reasons[field] = value.notComputed
    return null
  }

  interval(
    field: string,
    value: Computed<{ low: number; high: number; level: number }>,
  ): RateInterval | null {
    const interval = this.read(field, value)
    return interval === null ? null : { low: interval.low, high: interval.high, level: interval.level }
  }
}

function ownReasons(object: ObjectEvidence, field: string): Record<string, string> {
  const reasons: Record<string, string> = {}
  const explain = (name: string, component: string, value: number | null) => {
    if (value === null) reasons[name] = object.unknown[component] ?? `no ${name} known`
  }
  explain('impressions', 'impressions', object.impressions)
  explain('conversions', field, object.conversions)
  explain('clicks', 'clicks', object.clicks)
  explain('spend', 'spend', object.spend)
  return reasons
}

function rankedRow(
  object: ObjectEvidence,
  ranked: RankedCreative,
  place: number,
  field: string,
  currency: string | null,
): RankRow {
  const reasons = new Reasons()
  const rate = reasons.read('rate', ranked.rate)
  const row = {
    rank: ranked.rank,
    key: object.key,
    name: object.name,
    networks: [...object.networks],
    impressions: object.impressions,
    clicks: object.clicks,
    spend: object.spend,
    currency: object.spend === null ? null : currency,
    conversions: object.conversions,
    rate,
    perMille: rate === null ? null : rate * 1000,
    interval: reasons.interval('interval', ranked.interval),
    exactInterval: reasons.interval('exactInterval', ranked.exactInterval),
    dispersion: ranked.phi,
    shrunk: reasons.read('shrunk', ranked.shrunk),
    shrunkInterval: reasons.interval('shrunkInterval', ranked.posteriorInterval),
    probabilityBest: reasons.read('probabilityBest', ranked.probabilityBest),
    expectedLoss: reasons.read('expectedLoss', ranked.expectedLoss),
    decision: ranked.decision,
    reasons: ranked.reasons.map(({ code, sentence }) => ({ code, message: sentence })),
    budgetFactor: ranked.budgetFactor,
    basis: object.basis,
    trend: place < TRENDED_ROWS ? trendOf(object) : [],
  }
  return { ...row, notComputed: { ...ownReasons(object, field), ...reasons.reasons } }
}

function unrankedRow(object: ObjectEvidence, field: string, currency: string | null, place: number): RankRow {
  const own = ownReasons(object, field)
  const missing =
    object.impressions === null || object.impressions === 0
      ? 'no impressions known'
      : (own.conversions ?? 'no conversions known')
  const why: Record<string, string> = { ...own }
  if (object.impressions === null)
    why.impressions = `no impressions known: ${own.impressions ?? 'nobody reports them'}`
  for (const name of [
    'rate',
    'perMille',
    'interval',
    'exactInterval',
    'dispersion',
    'shrunk',
    'shrunkInterval',
    'probabilityBest',
    'expectedLoss',
    'budgetFactor',
    'rank',
  ]) {
    why[name] = missing
  }
  return {
    rank: null,
    key: object.key,
    name: object.name,
    networks: [...object.networks],
    impressions: object.impressions,
    clicks: object.clicks,
    spend: object.spend,
    currency: object.spend === null ? null : currency,
    conversions: object.conversions,
    rate: null,
    perMille: null,
    interval: null,
    exactInterval: null,
    dispersion: null,
    shrunk: null,
    shrunkInterval: null,
    probabilityBest: null,
    expectedLoss: null,
    decision: 'not_enough_data',
    reasons: [{ code: 'not_ranked', message: `Not ranked: ${missing}.` }],
    budgetFactor: null,
    basis: object.basis,
    trend: place < TRENDED_ROWS ? trendOf(object) : [],
    notComputed: why,
  }
}

function isOrganic({ networks }: ObjectEvidence): boolean {
  return networks.length > 0 && networks.every((network) => network === ORGANIC)
}

function isRankable({ key, impressions, conversions }: ObjectEvidence): boolean {
  return key !== UNNAMED.key && impressions !== null && impressions > 0 && conversions !== null
}

function sum(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((total, value) => (value === null ? total : (total ?? 0) + value), null)
}

/** Ranks objects by what their conversions per impression are worth believing. */
export async function rankObjects(evidence: Evidence, options: RankOptions): Promise<RankedObjects> {
  const { objects, conversionField: field } = evidence
  const organic = objects.filter(isOrganic)
  const advertised = objects.filter((object) => !isOrganic(object))
  const shown = advertised.filter(
    ({ impressions }) => options.minImpressions === 0 || (impressions ?? 0) >= options.minImpressions,
  )
  const rankable = shown.filter(isRankable)
  const byKey = new Map(rankable.map((object) => [object.key, object]))
  const result = await rankBeside({
    creatives: rankable.map(({ key, impressions, conversions, daily }) => ({
      id: key,
      cells: [
        {
          stratum: 'all',
          exposure: impressions ?? 0,
          conversions: conversions ?? 0,
          ...noiseOf(daily),
        },
      ],
    })),
    repeatable: options.event !== 'install' && !options.event.startsWith('unique.'),
    ...(options.target === undefined ? {} : { target: options.target }),
  })
  const found = await inSlices(result.creatives, (creative, place) => {
    const object = byKey.get(creative.id)
    return object ? [rankedRow(object, creative, place, field, options.currency)] : []
  })
  const ranked = found.flat()
  const unranked = shown
    .filter((object) => !isRankable(object))
    .toSorted(
      (a, b) => (b.impressions ?? 0) - (a.impressions ?? 0) || (b.conversions ?? 0) - (a.conversions ?? 0),
    )
    .map((object, index) => unrankedRow(object, field, options.currency, ranked.length + index))
  const rows = [...ranked, ...unranked]
  const impressions = sum(rankable.map((object) => object.impressions))
  const conversions = sum(rankable.map((object) => object.conversions))
  const rate =
    impressions === null || impressions === 0 || conversions === null ? null : conversions / impressions
  const notes: Note[] = result.notes.map(({ code, sentence }) => ({
    code,
    message: sentence,
    severity: 'info',
  }))
  const hidden = advertised.length - shown.length
  if (hidden > 0) {
    notes.push({
      code: 'below_minimum',
      severity: 'info',
      message: `${hidden} with fewer than ${options.minImpressions} impressions are not shown.`,
    })
  }
  const leftOut = shown.reduce((total, object) => total + object.leftOut, 0)
  if (leftOut > 0) {
    notes.push({
      code: 'conversions_without_impressions',
      severity: 'warning',
      message: `${leftOut} conversions on networks whose impressions are not known are left out of these rates.`,
    })
  }
  return {
    rows,
    apart: organic.map(({ key, name, conversions: count }) => ({
      key,
      name,
      conversions: count ?? 0,
      reason: 'organic: no advertising impression belongs to it',
    })),
    totals: {
      impressions,
      conversions,
      rate,
      perMille: rate === null ? null : rate * 1000,
      rows: rows.length,
      hidden,
    },
    benchmark: isComputed(result.benchmark) ? result.benchmark : null,
    notes,
  }
}
