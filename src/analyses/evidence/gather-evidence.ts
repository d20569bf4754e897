import {
  type AnsweredPart,
  type AnsweredRow,
  answerDays,
  type DailySums,
  inSlices,
  type MetricAnswer,
  type MetricContext,
  networksOf,
  partsWithBoth,
  sumOfParts,
} from '#metrics/index.ts'
import type { Filter, Maturity } from '#metrics/query.ts'
import type { Basis } from '#schema/basis.ts'
import type { Day } from '#schema/day.ts'
import { ORGANIC } from '#schema/organic.ts'
import type { SpreadConversions } from '#stats/index.ts'
import { answerOn, isModelled } from './answer-modelled.ts'
import { addSeries, type DailySeries } from './daily-series.ts'

/** Which objects are asked about, which conversion, and over which days. */
export interface EvidenceQuestion {
  readonly by: string
  /** Event name, or `unique.NAME` for users instead of occurrences. */
  readonly event: string
  readonly from?: Day
  readonly to?: Day
  readonly lastDays?: number
  readonly where: readonly Filter[]
  readonly basis?: Basis
  /** What becomes of days a source may still change; counted and marked unless said. */
  readonly maturity?: Maturity
  /** Days that were immature on this one are left out with those that are immature. */
  readonly asOf?: Day
  /** Whether a network with nothing but such days keeps them; it does unless said. */
  readonly keepUnsettled?: boolean
  /** A rate of other counts than conversions per impression; they stand in the fields of those. */
  readonly rate?: CountedRate
}

/** A ratio as a question asks for it, and the keys of what is counted and of what it is divided by. */
export interface CountedRate {
  readonly metric: string
  readonly conversions: string
  readonly exposure: string
}

/** The part of a metric query that every query about one question shares; installs are those of acquisition. */
export function queryBounds({
  event,
  from,
  to,
  lastDays,
  basis,
  maturity,
  asOf,
  keepUnsettled,
}: Omit<EvidenceQuestion, 'by' | 'where'>) {
  const isInstall = /^(?:(?:event|unique)\.)?install$/.test(event)
  return {
    ...(isInstall ? { purpose: 'acquisition' as const } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(lastDays === undefined ? {} : { lastDays }),
    ...(basis === undefined ? {} : { basis }),
    ...(maturity === undefined ? {} : { maturity }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(keepUnsettled === undefined ? {} : { keepUnsettled }),
  }
}

/** What one object showed and earned on one network; an empty name where nobody says which. */
export interface ObjectPart {
  readonly network: string
  readonly impressions: number
  readonly conversions: number
  readonly daily: DailySeries
}

/** What one object showed and earned, with its days. */
export interface ObjectEvidence {
  readonly key: string
  readonly name: string
  readonly networks: readonly string[]
  readonly impressions: number | null
  readonly conversions: number | null
  readonly clicks: number | null
  readonly spend: number | null
  readonly basis: string | null
  readonly unknown: Readonly<Record<string, string>>
  /** Conversions of networks whose impressions are not known; they are in none of the numbers here. */
  readonly leftOut: number
  /** Conversions no network is credited with, of an object that networks are credited with too; in none of the numbers here. */
  readonly organic: number
  readonly daily: DailySeries
  /** The same by network, of networks that tell both impressions and conversions. */
  readonly parts: readonly ObjectPart[]
  /** What its counts say beside counted ones, 0–1: below 1 where conversions are modelled. */
  readonly certainty: number
}

export interface Evidence {
  readonly objects: readonly ObjectEvidence[]
  readonly answer: MetricAnswer
  /** Field name of the conversions, e.g. `event.install`. */
  readonly conversionField: string
  readonly sql: readonly string[]
}

/** Key and name of what names no object at the asked level. */
export const UNNAMED = { key: '(unknown)', name: 'Unknown' } as const

export function conversionField(event: string): string {
  return event.startsWith('unique.') || event.startsWith('event.') ? event : `event.${event}`
}

/** What a question counts, what it divides that by, and the metrics that ask for both. */
export function countedFields({ event, rate }: Pick<EvidenceQuestion, 'event' | 'rate'>) {
  const field = rate?.conversions ?? conversionField(event)
  const exposure = rate?.exposure ?? 'impressions'
  return { field, exposure, metrics: rate === undefined ? [exposure, field] : [rate.metric] }
}

type Fields = Pick<ReturnType<typeof countedFields>, 'field' | 'exposure'>

/** The parts of a row that tell both sides of a rate; all of them where none does. */
function countedParts({ parts }: AnsweredRow, { field, exposure }: Fields): readonly AnsweredPart[] {
  const both = partsWithBoth(parts, exposure, field)
  return both.length === 0 ? parts : both
}

function columnsOf({ days, sums }: DailySums, { field, exposure }: Fields) {
  return { day: days, impressions: sums[exposure], conversions: sums[field] }
}

function readParts(
  parts: readonly AnsweredPart[],
  fields: Fields,
  daily: readonly DailySums[],
): readonly ObjectPart[] {
  return parts.map(({ network, components }) => ({
    network,
    impressions: components[fields.exposure] ?? 0,
    conversions: components[fields.field] ?? 0,
    daily: addSeries(daily.filter((sums) => sums.network === network).map((sums) => columnsOf(sums, fields))),
  }))
}

/** Days of all parts together; nobody adds up the days of one. */
function wholeDays(parts: readonly ObjectPart[], daily: readonly DailySums[], fields: Fields): DailySeries {
  const [only] = parts
  if (only !== undefined && parts.length === 1 && daily.every(({ network }) => network === only.network))
    return only.daily
  return addSeries(daily.map((sums) => columnsOf(sums, fields)))
}

/** Share of modelled conversions that counted ones would have to be to say as much. */
function certaintyOf(count: SpreadConversions | undefined): number {
  if (count === undefined || count.estimate === 0) return 1
  return count.estimate / (count.estimate + count.variance)
}

function readObject(
  row: AnsweredRow,
  fields: Fields,
  daily: readonly DailySums[],
  certainty: number,
): ObjectEvidence {
  const { field, exposure } = fields
  const [key = null] = row.keys
  const [name = null] = row.names
  const both = partsWithBoth(row.parts, exposure, field)
  const parts = countedParts(row, fields)
  const unknown: Record<string, string> = {}
  const read = (component: string) => {
    const { value, reason } = sumOfParts(parts, component)
    if (reason !== null) unknown[component] = reason
    return value
  }
  const counted = readParts(both, fields, daily)
  const uncredited =
    both.length === 0 ? [] : row.parts.filter((part) => part.network === ORGANIC && !both.includes(part))
  const organic = sumOfParts(uncredited, field).value ?? 0
  return {
    key: key ?? UNNAMED.key,
    name: name ?? key ?? UNNAMED.name,
    networks: networksOf(row),
    impressions: read(exposure),
    conversions: read(field),
    clicks: read('clicks'),
    spend: read('spend'),
    basis: [...new Set(parts.flatMap(({ basis }) => basis[field] ?? []))].join(' + ') || null,
    unknown,
    leftOut:
      both.length === 0
        ? 0
        : (sumOfParts(row.parts, field).value ?? 0) - (sumOfParts(both, field).value ?? 0) - organic,
    organic,
    // Added up for the few rows whose days are shown, not for the thousands that are only ranked.
    get daily() {
      return wholeDays(counted, daily, fields)
    },
    parts: counted,
    certainty,
  }
}

/** Asks the metric layer what every object showed and earned, day by day. */
export async function gatherEvidence(question: EvidenceQuestion, context: MetricContext): Promise<Evidence> {
  const fields = countedFields(question)
  const { field, exposure } = fields
  const { by, where } = question
  const answer = await answerOn(
    {
      metrics: [...new Set(['impressions', 'clicks', 'spend', ...fields.metrics])],
      by: [by],
      where: [...where],
      ...queryBounds(question),
    },
    context,
  )
  if (isModelled(answer)) {
    const objects = answer.rows.map((row) =>
      readObject(row, fields, [], certaintyOf(answer.counts.get(row)?.get(field))),
    )
    return { objects, answer, conversionField: field, sql: [answer.sql, ...answer.moreSql] }
  }
  const { days, sql } = await answerDays(
    answer,
    [exposure, field],
    (row) => countedParts(row, fields),
    context,
  )
  const objects = await inSlices(answer.rows, (row) => readObject(row, fields, days.get(row) ?? [], 1))
  return { objects, answer, conversionField: field, sql: [answer.sql, sql] }
}
