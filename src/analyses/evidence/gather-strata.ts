import { inSlices, type MetricContext } from '#metrics/index.ts'
import { addDays, type Day } from '#schema/day.ts'
import type { CreativeEvidence, PlacedDays } from '#stats/index.ts'
import { coarsenStrata, type StratumOf } from './coarsen-strata.ts'
import type { EvidenceQuestion, ObjectEvidence } from './gather-evidence.ts'
import { type AskedPlaces, askMix, type FoundPlaces, findPlaces } from './gather-places.ts'
import type { Place } from './place.ts'

export interface StrataEvidence {
  readonly creatives: readonly CreativeEvidence[]
  /** Dimensions that tell the strata apart before they are coarsened. */
  readonly dimensions: readonly string[]
  /** Impressions by stratum that rates are adjusted to; absent where they are those of the creatives themselves. */
  readonly mix?: Readonly<Record<string, number>>
  /** Days the mix is of, where it is not of all. */
  readonly mixDays: { readonly from: Day; readonly to: Day } | null
  /** Network of each stratum. */
  readonly networks: Readonly<Record<string, string>>
  readonly sql: readonly string[]
}

/** Days of the mix that rates are adjusted to: what a campaign of tomorrow will meet. */
const MIX_DAYS = 28

interface Cell {
  readonly stratum: string
  exposure: number
  conversions: number
}

/** The counts of every object by stratum. */
async function cellsByObject(
  places: readonly Place[],
  stratumOf: StratumOf,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Cell>>> {
  const objects = new Map<string, Map<string, Cell>>()
  await inSlices(places, (place) => {
    const cells = objects.get(place.object) ?? new Map<string, Cell>()
    objects.set(place.object, cells)
    const stratum = stratumOf(place)
    const cell = cells.get(stratum)
    if (cell === undefined) {
      cells.set(stratum, { stratum, exposure: place.exposure, conversions: place.conversions })
      return
    }
    cell.exposure += place.exposure
    cell.conversions += place.conversions
  })
  return objects
}

async function networksOfStrata(
  places: readonly Place[],
  stratumOf: StratumOf,
): Promise<Readonly<Record<string, string>>> {
  const networks = new Map<string, string>()
  await inSlices(places, (place) => {
    const stratum = stratumOf(place)
    if (!networks.has(stratum)) networks.set(stratum, place.network ?? '')
  })
  return Object.fromEntries(networks)
}

function placedDays({ parts }: ObjectEvidence): readonly PlacedDays[] {
  return parts.flatMap(({ network, daily: { day, impressions, conversions } }) =>
    day.length < 2 ? [] : [{ place: network, days: { day, exposure: impressions, conversions } }],
  )
}

/** Objects that are compared as they are, without regard to where they ran. */
export function withoutStrata(objects: readonly ObjectEvidence[]): StrataEvidence {
  return {
    creatives: objects.map((object) => ({
      id: object.key,
      cells: [{ stratum: 'all', exposure: object.impressions ?? 0, conversions: object.conversions ?? 0 }],
      placedDays: placedDays(object),
    })),
    dimensions: [],
    mixDays: null,
    networks: {},
    sql: [],
  }
}

async function gatherMix(
  question: EvidenceQuestion,
  { from, to }: { readonly from: Day | null; readonly to: Day | null },
  found: FoundPlaces,
  stratumOf: StratumOf,
  context: MetricContext,
): Promise<Pick<StrataEvidence, 'mix' | 'mixDays'>> {
  const newest = context.catalogue.newestCompleteDay
  const last = to === null || newest === null || newest < to ? newest : to
  if (from === null || last === null || addDays(last, 1 - MIX_DAYS) <= from) return { mixDays: null }
  const days = { from: addDays(last, 1 - MIX_DAYS), to: last }
  const mix: Record<string, number> = {}
  for (const place of await askMix({ ...question, ...days }, found, context)) {
    const stratum = stratumOf(place)
    mix[stratum] = (mix[stratum] ?? 0) + place.exposure
  }
  return Object.values(mix).some((exposure) => exposure > 0) ? { mix, mixDays: days } : { mixDays: null }
}

/**
 * What objects showed and earned in each stratum: app × network × OS × country × format as finely as the reports tell both
 * sides and as there is enough to learn from.
 */
export async function gatherStrata(
  question: EvidenceQuestion,
  objects: readonly ObjectEvidence[],
  range: { readonly from: Day | null; readonly to: Day | null },
  context: MetricContext,
  asked: AskedPlaces,
): Promise<StrataEvidence> {
  const found = await findPlaces(question, objects, context, asked)
  const stratumOf = await coarsenStrata(found.places)
  const cells = await cellsByObject(found.places, stratumOf)
  const creatives = await inSlices(objects, (object) => ({
    id: object.key,
    cells: [...(cells.get(object.key)?.values() ?? [])],
    placedDays: placedDays(object),
  }))
  const networks = await networksOfStrata(found.places, stratumOf)
  const told = [...new Set([...found.dimensions.values()].flat())]
  return {
    creatives,
    dimensions: question.by === 'network' ? told : ['network', ...told],
    ...(await gatherMix(question, range, found, stratumOf, context)),
    networks,
    sql: found.sql,
  }
}
