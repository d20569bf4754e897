import {
  type AnsweredRow,
  answerPlaces,
  type MetricContext,
  overRanges,
  partsWithBoth,
} from '#metrics/index.ts'
import { answerOn, isModelled } from './answer-modelled.ts'
import { countedFields, type EvidenceQuestion, type ObjectEvidence, queryBounds } from './gather-evidence.ts'
import { keepRows, type NetworkPlace, type Place, type PlaceDimension, type PlacedCounts } from './place.ts'

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
  /** Counts by place, of each grouping that was used. */
  readonly counts: readonly PlacedCounts[]
  readonly dimensions: DimensionsByNetwork
  readonly sql: readonly string[]
}

type Labels = MetricContext['catalogue']['networkLabels']

/** The place that values of these dimensions on a network tell; where networks are compared, they are no part of it. */
function placeOf(
  { by }: Pick<EvidenceQuestion, 'by'>,
  network: string,
  told: readonly (readonly [PlaceDimension, string | null])[],
  labels: Labels,
): NetworkPlace {
  const named = { network: network === '' ? null : (labels.get(network) ?? network) }
  return { network, place: { ...(by === 'network' ? {} : named), ...Object.fromEntries(told) } }
}

/** Rows of an answer as counts by place; modelled conversions are made row by row. */
function countRows(
  question: EvidenceQuestion,
  dimensions: readonly PlaceDimension[],
  rows: readonly AnsweredRow[],
  { catalogue: { networkLabels } }: MetricContext,
): PlacedCounts {
  const { field, exposure } = countedFields(question)
  const cells = rows.flatMap(({ keys: [object = null, ...values], parts }) => {
    if (object === null) return []
    const told = dimensions.map((name, index) => [name, values[index] ?? null] as const)
    return partsWithBoth(parts, exposure, field).map(({ network, components }) => ({
      object,
      place: placeOf(question, network, told, networkLabels),
      exposure: components[exposure] ?? 0,
      conversions: components[field] ?? 0,
    }))
  })
  const objects = new Map<string, number>()
  const places = new Map<string, { readonly place: NetworkPlace; readonly number: number }>()
  for (const { object, place } of cells) {
    if (!objects.has(object)) objects.set(object, objects.size)
    const name = JSON.stringify(place)
    if (!places.has(name)) places.set(name, { place, number: places.size })
  }
  return {
    objects: [...objects.keys()],
    places: [...places.values()].map(({ place }) => place),
    object: Int32Array.from(cells, ({ object }) => objects.get(object) ?? 0),
    place: Int32Array.from(cells, ({ place }) => places.get(JSON.stringify(place))?.number ?? 0),
    exposure: Float64Array.from(cells, ({ exposure }) => exposure),
    conversions: Float64Array.from(cells, ({ conversions }) => conversions),
  }
}

/** What each network's rows say of places, asked together in one query. */
async function askPlaces(
  question: EvidenceQuestion,
  dimensions: readonly PlaceDimension[],
  keys: readonly string[] | null,
  context: MetricContext,
): Promise<{ counts: PlacedCounts; sql: string }> {
  const { field, exposure: shown, metrics } = countedFields(question)
  const { by, where } = question
  const narrowed = keys === null ? [] : [{ dimension: by, operator: '=' as const, values: [...keys] }]
  const query = {
    metrics,
    by: [by, ...dimensions],
    where: [...where, ...narrowed],
    ...queryBounds(question),
  }
  if (question.basis === 'modelled') {
    const answer = await answerOn(query, context)
    if (isModelled(answer))
      return { counts: countRows(question, dimensions, answer.rows, context), sql: answer.sql }
  }
  const { subjects, places, subject, place, sums, sql } = await answerPlaces(query, context)
  const none = new Float64Array(subject.length).fill(Number.NaN)
  const { [shown]: exposure = none, [field]: conversions = none } = sums
  const counts = {
    objects: subjects.map((key) => key ?? ''),
    places: places.map(({ network, keys: values }) =>
      placeOf(
        question,
        network,
        dimensions.map((name, index) => [name, values[index] ?? null] as const),
        context.catalogue.networkLabels,
      ),
    ),
    object: subject,
    place,
    exposure,
    conversions,
  }
  const known = (row: number) =>
    subjects[subject[row] ?? 0] !== null &&
    !Number.isNaN(exposure[row] ?? Number.NaN) &&
    !Number.isNaN(conversions[row] ?? Number.NaN)
  return { counts: keepRows(counts, known), sql }
}

/** Units are told apart separately: networks, or all of them together where they are what is compared. */
function unitOf({ by }: EvidenceQuestion, network: string): string {
  return by === 'network' ? '' : network
}

async function losingUnits(
  question: EvidenceQuestion,
  objects: readonly ObjectEvidence[],
  { objects: keys, places, object, place, exposure, conversions }: PlacedCounts,
): Promise<ReadonlySet<string>> {
  const networks = [...new Set(places.map(({ network }) => network))]
  const numbers = new Map(networks.map((network, index) => [network, index]))
  const networkOfPlace = Int32Array.from(places, ({ network }) => numbers.get(network) ?? 0)
  const exposures = new Float64Array(keys.length * networks.length)
  const sums = new Float64Array(keys.length * networks.length)
  await overRanges(object.length, (row) => {
    const at = (object[row] ?? 0) * networks.length + (networkOfPlace[place[row] ?? 0] ?? 0)
    exposures[at] = (exposures[at] ?? 0) + (exposure[row] ?? 0)
    sums[at] = (sums[at] ?? 0) + (conversions[row] ?? 0)
  })
  const isKept = (sum: number, whole: number) => Math.abs(sum - whole) <= MOST_LOST * whole
  const numberOf = new Map(keys.map((key, index) => [key, index]))
  const losing = new Set<string>()
  for (const { key, parts } of objects) {
    for (const { network, impressions, conversions: whole } of parts) {
      const at = (numberOf.get(key) ?? Number.NaN) * networks.length + (numbers.get(network) ?? Number.NaN)
      if (!(isKept(exposures[at] ?? 0, impressions) && isKept(sums[at] ?? 0, whole)))
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

/** Counts of objects that are told apart by network alone. */
function wholeParts(
  question: EvidenceQuestion,
  objects: readonly ObjectEvidence[],
  { catalogue: { networkLabels } }: MetricContext,
): PlacedCounts {
  const networks = [...new Set(objects.flatMap(({ parts }) => parts.map(({ network }) => network)))]
  const numbers = new Map(networks.map((network, index) => [network, index]))
  const rows = objects.flatMap(({ parts }, object) => parts.map((part) => ({ ...part, object })))
  return {
    objects: objects.map(({ key }) => key),
    places: networks.map((network) => placeOf(question, network, [], networkLabels)),
    object: Int32Array.from(rows, ({ object }) => object),
    place: Int32Array.from(rows, ({ network }) => numbers.get(network) ?? 0),
    exposure: Float64Array.from(rows, ({ impressions }) => impressions),
    conversions: Float64Array.from(rows, ({ conversions }) => conversions),
  }
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
  const counts: PlacedCounts[] = []
  const dimensions = new Map<string, readonly PlaceDimension[]>()
  const sql: string[] = []
  const wanted = new Set(objects.map(({ key }) => key))
  const attempt = async (by: readonly PlaceDimension[], open: ReadonlySet<string>) => {
    const found = await askPlaces(question, by, keys, context)
    sql.push(found.sql)
    const { objects: named, places, object, place } = found.counts
    const unitOfPlace = places.map(({ network }) => unitOf(question, network))
    const isWanted = named.map((key) => wanted.has(key))
    const own = keepRows(
      found.counts,
      (row) => isWanted[object[row] ?? 0] === true && open.has(unitOfPlace[place[row] ?? 0] ?? ''),
    )
    const losing = await losingUnits(question, objects, own)
    for (const unit of open) if (!losing.has(unit)) dimensions.set(unit, by)
    counts.push(keepRows(own, (row) => !losing.has(unitOfPlace[own.place[row] ?? 0] ?? '')))
    return new Set([...open].filter((unit) => losing.has(unit)))
  }
  let open: ReadonlySet<string> = units
  if (names.length > 0) open = await attempt(names, open)
  for (let size = names.length - 1; size > 0 && open.size > 0; size -= 1)
    for (const by of choices(names, size)) if (open.size > 0) open = await attempt(by, open)
  for (const unit of open) dimensions.set(unit, [])
  const whole = wholeParts(question, objects, context)
  counts.push(
    keepRows(whole, (row) => open.has(unitOf(question, whole.places[whole.place[row] ?? 0]?.network ?? ''))),
  )
  return { counts, dimensions, sql }
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
): Promise<readonly { readonly place: Place; readonly exposure: number }[]> {
  const { where } = question
  const { lastDays: _, ...bounds } = question
  const groups = Map.groupBy(dimensions, ([, own]) => own.join(' '))
  const mixes = await Promise.all(
    groups.values().map(async (members) => {
      const asked = members[0]?.[1] ?? []
      const units = new Set(members.map(([unit]) => unit))
      const { rows } = await answerOn(
        { metrics: ['impressions'], by: [...asked], where: [...where], ...queryBounds(bounds) },
        context,
      )
      return rows.flatMap(({ keys, parts }) => {
        const told = asked.map((name, index) => [name, keys[index] ?? null] as const)
        return parts
          .filter(({ network }) => units.has(unitOf(question, network)))
          .map(({ network, components }) => ({
            place: placeOf(question, network, told, context.catalogue.networkLabels).place,
            exposure: components.impressions ?? 0,
          }))
      })
    }),
  )
  return mixes.flat()
}
