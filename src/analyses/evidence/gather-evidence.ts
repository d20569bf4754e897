import { type AnsweredRow, answerQuery, type MetricAnswer, type MetricContext } from '#metrics/index.ts'
import type { Filter } from '#metrics/query.ts'
import type { Basis } from '#schema/basis.ts'
import type { Day } from '#schema/day.ts'

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
  readonly daily: readonly {
    readonly day: number
    readonly impressions: number
    readonly conversions: number
  }[]
}

export interface Evidence {
  readonly objects: readonly ObjectEvidence[]
  readonly answer: MetricAnswer
  /** Field name of the conversions, e.g. `event.install`. */
  readonly conversionField: string
}

/** Key and name of what names no object at the asked level. */
export const UNNAMED = { key: '(unknown)', name: 'Unknown' } as const

function conversionField(event: string): string {
  return event.startsWith('unique.') || event.startsWith('event.') ? event : `event.${event}`
}

function readObject(row: AnsweredRow, field: string): ObjectEvidence {
  const [key = null] = row.keys
  const [name = null] = row.names
  return {
    key: key ?? UNNAMED.key,
    name: name ?? key ?? UNNAMED.name,
    networks: row.networks,
    impressions: row.components.impressions ?? null,
    conversions: row.components[field] ?? null,
    clicks: row.components.clicks ?? null,
    spend: row.components.spend ?? null,
    basis: row.basis[field]?.join(' + ') ?? null,
    unknown: row.unknown,
    daily: [...row.daily]
      .map(([day, sums]) => ({ day, impressions: sums.impressions ?? 0, conversions: sums[field] ?? 0 }))
      .toSorted((a, b) => a.day - b.day),
  }
}

/** Asks the metric layer what every object showed and earned, day by day. */
export async function gatherEvidence(question: EvidenceQuestion, context: MetricContext): Promise<Evidence> {
  const field = conversionField(question.event)
  const { by, where, from, to, lastDays, basis } = question
  const answer = await answerQuery(
    {
      metrics: ['impressions', 'clicks', 'spend', field],
      by: [by],
      where: [...where],
      daily: true,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(lastDays === undefined ? {} : { lastDays }),
      ...(basis === undefined ? {} : { basis }),
    },
    context,
  )
  return { objects: answer.rows.map((row) => readObject(row, field)), answer, conversionField: field }
}
