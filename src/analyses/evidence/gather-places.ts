import { answerQuery, inSlices, type MetricContext, partsWithBoth } from '#metrics/index.ts'
import {
  conversionField,
  type EvidenceQuestion,
  type ObjectEvidence,
  queryBounds,
} from './gather-evidence.ts'
import type { Place, PlaceDimension } from './place.ts'

/** Share of an object's counts that a grouping may lose before a coarser one is asked. */
const MOST_LOST = 0.001

/** Dimensions by which each network's places are told apart. */
export type DimensionsByNetwork = ReadonlyMap<string, readonly PlaceDimension[]>

export interface AskedPlaces {
  /** What tells places apart besides the network. */
  readonly dimensions: readonly PlaceDimension[]
  /** The objects to ask about; `null` for all. */
  readonly keys: readonly string[] | null
}

export interface FoundPlaces {
  readonly places: readonly Place[]
  readonly dimensions: DimensionsByNetwork
  readonly sql: readonly string[]
}

interface NetworkPlace extends Place {
  /** Network of the rows behind it, also where objects are networks. */
  readonly unit: string
}

type Told = Partial<Record<PlaceDimension, string | null>>

const KEY_SEPARATOR = '\u0000'

/** What each network's rows say of places, asked together in one query. */
async function askPlaces(
  question: EvidenceQuestion,
  dimensions: readonly PlaceDimension[],
  keys: readonly string[] | null,
  context: MetricContext,
): Promise<{ places: readonly NetworkPlace[]; sql: string }> {
  const field = conversionField(question.event)
  const { by, where } = question
  const narrowed = keys === null ? [] : [{ dimension: by, operator: '=' as const, values: [...keys] }]
  const answer = await answerQuery(
    {
      metrics: ['impressions', field],
      by: [by, ...dimensions],
      where: [...where, ...narrowed],
      ...queryBounds(question),
    },
    context,
  )
  const labels = context.catalogue.networkLabels
  const places = await inSlices(answer.rows, ({ keys: [object = null, ...values], parts }) => {
    if (object === null) return []
    const told: Told = Object.fromEntries(dimensions.map((name, index) => [name, values[index] ?? null]))
    return partsWithBoth(parts, 'impressions', field).map(({ network, components }) => ({
      object,
      unit: network,
      ...(by === 'network' ? {} : { network: network === '' ? null : (labels.get(network) ?? network) }),
      ...told,
      exposure: components.impressions ?? 0,
      conversions: components[field] ?? 0,
    }))
  })
  return { places: places.flat(), sql: answer.sql }
}

/** Units are told apart separately: networks, or all of them together where they are what is compared. */
function unitOf({ by }: EvidenceQuestion, network: string): string {
  return by === 'network' ? '' : network
}

async function losingUnits(
  question: EvidenceQuestion,
  objects: readonly ObjectEvidence[],
  places: readonly NetworkPlace[],
): Promise<ReadonlySet<string>> {
  const sums = new Map<string, { exposure: number; conversions: number }>()
  await inSlices(places, ({ object, unit, exposure, conversions }) => {
    const key = `${object}${KEY_SEPARATOR}${unit}`
    const sum = sums.get(key)
    if (sum === undefined) {
      sums.set(key, { exposure, conversions })
      return
    }
    sum.exposure += exposure
    sum.conversions += conversions
  })
  const isKept = (sum: number, whole: number) => Math.abs(sum - whole) <= MOST_LOST * whole
  const losing = new Set<string>()
  for (const { key, parts } of objects) {
    for (const { network, impressions, conversions } of parts) {
      const sum = sums.get(`${key}${KEY_SEPARATOR}${network}`) ?? { exposure: 0, conversions: 0 }
      if (!(isKept(sum.exposure, impressions) && isKept(sum.conversions, conversions)))
        losing.add(unitOf(question, network))
    }
  }
  return losing
}

/** Dimensions that some report of impressions tells at all. */
function toldDimensions(
  { by }: EvidenceQuestion,
  { catalogue }: MetricContext,
  asked: readonly PlaceDimension[],
): PlaceDimension[] {
  const reports = catalogue.loads.filter(({ measures }) => measures.has('impressions'))
  return asked.filter((name) => name !== by && reports.some(({ dimensions }) => dimensions.has(name)))
}

/** The places of objects that are told apart by network alone. */
function wholeParts(
  question: EvidenceQuestion,
  objects: readonly ObjectEvidence[],
  { catalogue: { networkLabels } }: MetricContext,
): readonly NetworkPlace[] {
  return objects.flatMap(({ key, parts }) =>
    parts.map(({ network, impressions, conversions }) => ({
      object: key,
      unit: network,
      ...(question.by === 'network'
        ? {}
        : { network: network === '' ? null : (networkLabels.get(network) ?? network) }),
      exposure: impressions,
      conversions,
    })),
  )
}

/**
 * Where objects ran: told apart as finely as the reports of each network tell both impressions and conversions, since
 * a grouping that loses counts would compare other rows than the ones ranked.
 */
export async function findPlaces(
  question: EvidenceQuestion,
  objects: readonly ObjectEvidence[],
  context: MetricContext,
  { dimensions: asked, keys }: AskedPlaces,
): Promise<FoundPlaces> {
  const names = toldDimensions(question, context, asked)
  const units = new Set(objects.flatMap(({ parts }) => parts.map(({ network }) => unitOf(question, network))))
  const places: NetworkPlace[] = []
  const dimensions = new Map<string, readonly PlaceDimension[]>()
  const sql: string[] = []
  const wanted = new Set(objects.map(({ key }) => key))
  const attempt = async (by: readonly PlaceDimension[], open: ReadonlySet<string>) => {
    const found = await askPlaces(question, by, keys, context)
    sql.push(found.sql)
    const own = found.places.filter(
      ({ unit, object }) => open.has(unitOf(question, unit)) && wanted.has(object),
    )
    const losing = await losingUnits(question, objects, own)
    for (const unit of open) if (!losing.has(unit)) dimensions.set(unit, by)
    for (const place of own) if (!losing.has(unitOf(question, place.unit))) places.push(place)
    return new Set([...open].filter((unit) => losing.has(unit)))
  }
  let open: ReadonlySet<string> = units
  if (names.length > 0) open = await attempt(names, open)
  for (let size = names.length - 1; size > 0 && open.size > 0; size -= 1)
    for (const by of choices(names, size)) if (open.size > 0) open = await attempt(by, open)
  for (const unit of open) dimensions.set(unit, [])
  const whole = wholeParts(question, objects, context)
  places.push(...whole.filter(({ unit }) => open.has(unitOf(question, unit))))
  return { places, dimensions, sql }
}

/** Ways to choose so many, those that keep the first ones first. */
function choices<T>(all: readonly T[], size: number): T[][] {
  if (size === 0) return [[]]
  return all.flatMap((first, index) =>
    choices(all.slice(index + 1), size - 1).map((rest) => [first, ...rest]),
  )
}

/** Impressions by place over some days, whatever was shown, told apart as the places of the objects are. */
export async function askMix(
  question: EvidenceQuestion & { readonly from: string; readonly to: string },
  { dimensions }: Pick<FoundPlaces, 'dimensions'>,
  context: MetricContext,
): Promise<readonly Place[]> {
  const { where, by } = question
  const { lastDays: _, ...bounds } = question
  const mixes: Place[] = []
  const groups = Map.groupBy(dimensions, ([, own]) => own.join(' '))
  for (const [, members] of groups) {
    const asked = members[0]?.[1] ?? []
    const units = new Set(members.map(([unit]) => unit))
    const answer = await answerQuery(
      {
        metrics: ['impressions'],
        by: [...asked],
        where: [...where],
        ...queryBounds(bounds),
      },
      context,
    )
    const labels = context.catalogue.networkLabels
    for (const { keys, parts } of answer.rows) {
      const told: Told = Object.fromEntries(asked.map((name, index) => [name, keys[index] ?? null]))
      for (const { network, components } of parts) {
        if (!units.has(unitOf(question, network))) continue
        mixes.push({
          object: '',
          ...(by === 'network' ? {} : { network: network === '' ? null : (labels.get(network) ?? network) }),
          ...told,
          exposure: components.impressions ?? 0,
          conversions: 0,
        })
      }
    }
  }
  return mixes
}
