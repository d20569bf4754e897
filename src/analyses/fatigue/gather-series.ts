import {
  type AnsweredRow,
  answerDaysInParts,
  answerQuery,
  type DailySums,
  type MetricAnswer,
  type MetricContext,
  partsWithBoth,
} from '#metrics/index.ts'
import { PermilleError } from '#schema/error.ts'
import { coarsenStrata, type HeldPlace } from '../evidence/coarsen-strata.ts'
import {
  conversionField,
  type EvidenceQuestion,
  gatherEvidence,
  queryBounds,
} from '../evidence/gather-evidence.ts'
import { findPlaces } from '../evidence/gather-places.ts'
import { PLACE_DIMENSIONS, type Place, type PlaceDimension } from '../evidence/place.ts'
import { SharedColumns } from './shared-columns.ts'
import type { WatchedObject, WatchedPlace } from './watched-object.ts'

export interface GatheredSeries {
  readonly objects: readonly WatchedObject[]
  readonly answer: MetricAnswer
  readonly sql: readonly string[]
}

/** Days of one object in one place, whose stratum is not known yet. */
interface PlacedSeries {
  readonly key: string
  readonly name: string
  readonly place: Place
  readonly conversions: number
  readonly columns: Omit<WatchedPlace, 'stratum'>
}

const MEASURES = ['impressions', 'clicks', 'spend'] as const

/** Days of every row of one grouping, of the networks that are told apart by it. */
async function askDays(
  question: EvidenceQuestion,
  dimensions: readonly PlaceDimension[],
  networks: ReadonlySet<string>,
  context: MetricContext,
): Promise<{ readonly series: readonly PlacedSeries[]; readonly sql: readonly string[] }> {
  const field = conversionField(question.event)
  const answer = await answerQuery(
    {
      metrics: [...MEASURES, field],
      by: [question.by, ...dimensions],
      where: [...question.where],
      ...queryBounds(question),
    },
    context,
  )
  const partsOf = (row: AnsweredRow) =>
    partsWithBoth(row.parts, 'impressions', field).filter(
      ({ network }) => question.by === 'network' || networks.has(network),
    )
  const labels = context.catalogue.networkLabels
  const shared = new SharedColumns()
  const seriesOf = (row: AnsweredRow, days: readonly DailySums[]) => {
    const [key = null, ...values] = row.keys
    if (key === null) return []
    const parts = new Map(partsOf(row).map((part) => [part.network, part]))
    return days.flatMap(({ network, days: day, sums }): PlacedSeries[] => {
      const part = parts.get(network)
      if (part === undefined) return []
      const order = Int32Array.from(day.keys()).sort((a, b) => (day[a] ?? 0) - (day[b] ?? 0))
      const column = (name: string) => shared.column(order, (d) => sums[name]?.[d] ?? 0)
      const known = (name: string) => ((part.components[name] ?? null) === null ? null : column(name))
      const label = network === '' ? '' : (labels.get(network) ?? network)
      return [
        {
          key,
          name: row.names[0] ?? key,
          place: {
            ...(question.by === 'network' ? {} : { network: label || null }),
            ...Object.fromEntries(dimensions.map((name, index) => [name, values[index] ?? null])),
          },
          conversions: part.components[field] ?? 0,
          columns: {
            network: question.by === 'network' ? '' : label,
            day: shared.days(order, (d) => day[d] ?? 0),
            impressions: column('impressions'),
            conversions: column(field),
            clicks: known('clicks'),
            spend: known('spend'),
          },
        },
      ]
    })
  }
  const series: PlacedSeries[] = []
  const sql = [answer.sql]
  for await (const part of answerDaysInParts(answer, [...MEASURES, field], partsOf, context)) {
    // In the order of the answer, so that sums are added up the same each time.
    for (const row of answer.rows) {
      const days = part.days.get(row)
      if (days !== undefined) series.push(...seriesOf(row, days))
    }
    if (sql.length === 1) sql.push(part.sql)
  }
  return { series, sql }
}

/** Objects that ran in each place, to choose the strata by. */
function heldPlaces(series: readonly PlacedSeries[]): readonly HeldPlace[] {
  return series.map(({ key, place, conversions }) => ({ place, conversions, object: key, several: false }))
}

/** Asks the metric layer what every object showed and earned by place and day, told apart as a ranking tells it. */
export async function gatherSeries(
  question: EvidenceQuestion,
  context: MetricContext,
): Promise<GatheredSeries> {
  if (question.basis === 'modelled') {
    throw new PermilleError('usage', 'modelled conversions are of campaigns, and have no days to watch', {
      remedy: 'leave out --basis, or name network or mmp',
    })
  }
  const { objects, answer } = await gatherEvidence(question, context)
  const found = await findPlaces(question, objects, context, { dimensions: PLACE_DIMENSIONS, keys: null })
  const groups = Map.groupBy(found.dimensions, ([, own]) => own.join(' '))
  const asked = await Promise.all(
    [...groups.values()].map((members) =>
      askDays(question, members[0]?.[1] ?? [], new Set(members.map(([unit]) => unit)), context),
    ),
  )
  const series = asked.flatMap((one) => one.series)
  const stratumOf = coarsenStrata(heldPlaces(series))
  const watched = [...Map.groupBy(series, ({ key }) => key)].map(([key, own]) => ({
    key,
    name: own[0]?.name ?? key,
    places: own.map(({ place, columns }) => ({ ...columns, stratum: stratumOf(place) })),
  }))
  return { objects: watched, answer, sql: [answer.sql, ...found.sql, ...asked.flatMap((one) => one.sql)] }
}
