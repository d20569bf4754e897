import type { Estimate, RankRow, RateInterval, RowTarget } from '#schema/answer/rank-answer.ts'
import { addDays } from '#schema/day.ts'
import { withoutOrganic } from '#schema/organic.ts'
import { type Computed, isComputed, type RankedCreative } from '#stats/index.ts'
import { type ObjectEvidence, UNNAMED } from '../evidence/gather-evidence.ts'

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

  estimate(field: string, value: Computed<Estimate>): Estimate | null {
    const found = this.read(field, value)
    return found === null ? null : { estimate: found.estimate, low: found.low, high: found.high }
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

/** What a row says besides its numbers. */
interface RowFacts {
  readonly field: string
  readonly currency: string | null
  readonly target: RowTarget | null
}

export function rankedRow(
  object: ObjectEvidence,
  ranked: RankedCreative,
  place: number,
  { field, currency, target }: RowFacts,
): RankRow {
  const reasons = new Reasons()
  const rate = reasons.read('rate', ranked.rate)
  const row = {
    rank: ranked.rank,
    key: object.key,
    name: object.name,
    networks: withoutOrganic(object.networks),
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
    adjusted: reasons.read('adjusted', ranked.adjusted)?.unshrunk ?? null,
    shrunk: reasons.read('shrunk', ranked.shrunk),
    shrunkInterval: reasons.interval('shrunkInterval', ranked.posteriorInterval),
    probabilityBest: reasons.read('probabilityBest', ranked.probabilityBest),
    expectedLoss: reasons.read('expectedLoss', ranked.expectedLoss),
    overlap: reasons.read('overlap', ranked.overlap),
    group: ranked.component < 0 ? null : ranked.component + 1,
    benchmark: reasons.read('benchmark', ranked.benchmark),
    target,
    decision: ranked.decision,
    reasons: ranked.reasons.map(({ code, sentence }) => ({ code, message: sentence })),
    budgetFactor: ranked.budgetFactor,
    conversionsGained: reasons.estimate('conversionsGained', ranked.installsGained),
    costChange: reasons.estimate('costChange', ranked.cpiChange),
    basis: object.basis,
    trend: place < TRENDED_ROWS ? trendOf(object) : [],
  }
  return { ...row, notComputed: { ...ownReasons(object, field), ...reasons.reasons } }
}

/** Everything a row says only of an object that is ranked. */
const NOT_RANKED = {
  rank: null,
  rate: null,
  perMille: null,
  interval: null,
  exactInterval: null,
  dispersion: null,
  adjusted: null,
  shrunk: null,
  shrunkInterval: null,
  probabilityBest: null,
  expectedLoss: null,
  overlap: null,
  group: null,
  benchmark: null,
  budgetFactor: null,
  conversionsGained: null,
  costChange: null,
} as const

function whyNotRanked(object: ObjectEvidence, own: Readonly<Record<string, string>>): string {
  if (object.impressions === null || object.impressions === 0) return 'no impressions known'
  if (object.conversions === null) return own.conversions ?? 'no conversions known'
  return object.key === UNNAMED.key ? 'these rows do not name it' : 'no conversions known'
}

export function unrankedRow(
  object: ObjectEvidence,
  field: string,
  currency: string | null,
  place: number,
): RankRow {
  const own = ownReasons(object, field)
  const missing = whyNotRanked(object, own)
  const why: Record<string, string> = { ...own }
  if (object.impressions === null)
    why.impressions = `no impressions known: ${own.impressions ?? 'nobody reports them'}`
  const rate =
    object.impressions === null || object.impressions === 0 || object.conversions === null
      ? null
      : object.conversions / object.impressions
  for (const name of Object.keys(NOT_RANKED)) why[name] = missing
  if (rate !== null) {
    delete why.rate
    delete why.perMille
  }
  return {
    ...NOT_RANKED,
    rate,
    perMille: rate === null ? null : rate * 1000,
    target: null,
    key: object.key,
    name: object.name,
    networks: withoutOrganic(object.networks),
    impressions: object.impressions,
    clicks: object.clicks,
    spend: object.spend,
    currency: object.spend === null ? null : currency,
    conversions: object.conversions,
    decision: 'not_enough_data',
    reasons: [{ code: 'not_ranked', message: `Not ranked: ${missing}.` }],
    basis: object.basis,
    trend: place < TRENDED_ROWS ? trendOf(object) : [],
    notComputed: why,
  }
}
