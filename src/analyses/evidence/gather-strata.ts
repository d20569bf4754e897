import { answerDays, answerQuery, type MetricContext, partsWithBoth, sumOfParts } from '#metrics/index.ts'
import type { CreativeEvidence } from '#stats/index.ts'
import { coarsenStrata, type PlacedCount } from './coarsen-strata.ts'
import { addSeries, type DailySeries, noiseOf } from './daily-series.ts'
import { conversionField, type EvidenceQuestion, type ObjectEvidence, seriesOf } from './gather-evidence.ts'

export interface StrataEvidence {
  readonly creatives: readonly CreativeEvidence[]
  /** Dimensions that tell the strata apart before they are coarsened. */
  readonly dimensions: readonly string[]
  readonly sql: string
}

interface Place extends PlacedCount {
  readonly exposure: number
  readonly daily: DailySeries
}

const STRATA = ['network', 'os', 'country', 'format'] as const
/** Share of an object's counts that a grouping may lose before a coarser one is asked. */
const MOST_LOST = 0.001

async function gatherPlaces(
  question: EvidenceQuestion,
  keys: readonly string[],
  dimensions: readonly string[],
  context: MetricContext,
): Promise<{ places: Place[]; sql: string }> {
  const field = conversionField(question.event)
  const { by, where, from, to, lastDays, basis } = question
  const answer = await answerQuery(
    {
      metrics: ['impressions', field],
      by: [by, ...dimensions],
      where: [...where, { dimension: by, operator: '=', values: [...keys] }],
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(lastDays === undefined ? {} : { lastDays }),
      ...(basis === undefined ? {} : { basis }),
    },
    context,
  )
  const { days } = await answerDays(
    answer,
    ['impressions', field],
    ({ parts }) => partsWithBoth(parts, 'impressions', field),
    context,
  )
  const places = answer.rows.flatMap((row) => {
    const [object = null, ...values] = row.keys
    const parts = partsWithBoth(row.parts, 'impressions', field)
    const exposure = sumOfParts(parts, 'impressions').value
    const conversions = sumOfParts(parts, field).value
    if (object === null || !keys.includes(object) || exposure === null || conversions === null) return []
    const dimensionOf = (name: string) => values[dimensions.indexOf(name)] ?? null
    return [
      {
        object,
        network: dimensionOf('network'),
        os: dimensionOf('os'),
        country: dimensionOf('country'),
        format: dimensionOf('format'),
        exposure,
        conversions,
        daily: seriesOf(days.get(row), field),
      },
    ]
  })
  return { places, sql: answer.sql }
}

function keepsCounts(places: readonly Place[], objects: readonly ObjectEvidence[]): boolean {
  return objects.every(({ key, impressions, conversions }) => {
    const own = places.filter(({ object }) => object === key)
    const kept = (sum: number, whole: number | null) =>
      Math.abs(sum - (whole ?? 0)) <= MOST_LOST * (whole ?? 0)
    return (
      kept(
        own.reduce((sum, { exposure }) => sum + exposure, 0),
        impressions,
      ) &&
      kept(
        own.reduce((sum, place) => sum + place.conversions, 0),
        conversions,
      )
    )
  })
}

/** The finest grouping by place that loses no counts: all of them, else one dimension after the other. */
async function finestPlaces(
  question: EvidenceQuestion,
  objects: readonly ObjectEvidence[],
  context: MetricContext,
): Promise<{ places: Place[]; sql: string; dimensions: readonly string[] }> {
  const keys = objects.map(({ key }) => key)
  const names = STRATA.filter((name) => name !== question.by)
  const gather = async (dimensions: readonly string[]) => ({
    ...(await gatherPlaces(question, keys, dimensions, context)),
    dimensions,
  })
  const finest = await gather(names)
  if (keepsCounts(finest.places, objects)) return finest
  let kept = await gather([])
  for (const name of names) {
    const finer = await gather([...kept.dimensions, name])
    if (keepsCounts(finer.places, objects)) kept = finer
  }
  return kept
}

/** Asks what objects showed and earned in each place they ran: as finely as the reports that count both tell. */
export async function gatherStrata(
  question: EvidenceQuestion,
  objects: readonly ObjectEvidence[],
  context: MetricContext,
): Promise<StrataEvidence> {
  const keys = objects.map(({ key }) => key)
  const found = await finestPlaces(question, objects, context)
  const strata = coarsenStrata(found.places)
  const creatives = keys.map((id) => {
    const groups = new Map<string, Place[]>()
    found.places.forEach((place, k) => {
      if (place.object !== id) return
      const stratum = strata[k] ?? ''
      groups.set(stratum, [...(groups.get(stratum) ?? []), place])
    })
    const cells = [...groups].map(([stratum, places]) => {
      return {
        stratum,
        exposure: places.reduce((sum, { exposure }) => sum + exposure, 0),
        conversions: places.reduce((sum, { conversions }) => sum + conversions, 0),
        ...noiseOf(addSeries(places.map(({ daily }) => daily))),
      }
    })
    return { id, cells }
  })
  return { creatives, dimensions: found.dimensions, sql: found.sql }
}
