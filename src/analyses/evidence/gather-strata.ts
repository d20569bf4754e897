import { inSlices, type MetricContext, overRanges } from '#metrics/index.ts'
import { addDays, type Day } from '#schema/day.ts'
import type { CreativeEvidence, PlacedDays } from '#stats/index.ts'
import { coarsenStrata, type HeldPlace, type StratumOf } from './coarsen-strata.ts'
import type { EvidenceQuestion, ObjectEvidence } from './gather-evidence.ts'
import { type AskedPlaces, askMix, type FoundPlaces, findPlaces } from './gather-places.ts'
import { newestCountedDay } from './newest-counted-day.ts'
import type { PlacedCounts } from './place.ts'

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

async function heldPlaces(all: readonly PlacedCounts[]): Promise<readonly HeldPlace[]> {
  const held: HeldPlace[] = []
  for (const { objects, places, object, place, conversions } of all) {
    const first = new Int32Array(places.length).fill(-1)
    const several = new Uint8Array(places.length)
    const sums = new Float64Array(places.length)
    await overRanges(object.length, (row) => {
      const at = place[row] ?? 0
      const own = object[row] ?? 0
      if (first[at] === -1) first[at] = own
      else if (first[at] !== own) several[at] = 1
      sums[at] = (sums[at] ?? 0) + (conversions[row] ?? 0)
    })
    for (const [at, { place: told }] of places.entries()) {
      const key = objects[first[at] ?? -1]
      if (key !== undefined)
        held.push({ place: told, conversions: sums[at] ?? 0, object: key, several: several[at] === 1 })
    }
  }
  return held
}

/** The counts of every object by stratum. */
async function cellsByObject(
  all: readonly PlacedCounts[],
  stratumOf: StratumOf,
): Promise<ReadonlyMap<string, ReadonlyMap<string, Cell>>> {
  const found = new Map<string, Map<string, Cell>>()
  for (const { objects, places, object, place, exposure, conversions } of all) {
    const strata = places.map(({ place: told }) => stratumOf(told))
    const cells = objects.map((key) => found.get(key) ?? new Map<string, Cell>())
    await overRanges(object.length, (row) => {
      const own = cells[object[row] ?? 0]
      const stratum = strata[place[row] ?? 0] ?? ''
      const cell = own?.get(stratum)
      if (cell === undefined) {
        own?.set(stratum, { stratum, exposure: exposure[row] ?? 0, conversions: conversions[row] ?? 0 })
        return
      }
      cell.exposure += exposure[row] ?? 0
      cell.conversions += conversions[row] ?? 0
    })
    for (const [index, key] of objects.entries()) {
      const own = cells[index]
      if (own !== undefined && own.size > 0) found.set(key, own)
    }
  }
  return found
}

function networksOfStrata(
  all: readonly PlacedCounts[],
  stratumOf: StratumOf,
): Readonly<Record<string, string>> {
  const networks = new Map<string, string>()
  for (const { places } of all) {
    for (const { place } of places) {
      const stratum = stratumOf(place)
      if (!networks.has(stratum)) networks.set(stratum, place.network ?? '')
    }
  }
  return Object.fromEntries(networks)
}

function placedDays({ parts }: ObjectEvidence): readonly PlacedDays[] {
  return parts.flatMap(({ network, daily: { day, impressions, conversions } }) =>
    day.length < 2 ? [] : [{ place: network, days: { day, exposure: impressions, conversions } }],
  )
}

/** A cell with as much evidence as its counts are worth: the rate stays, its noise is that of fewer counts. */
function thinned(cell: Readonly<Cell>, { certainty }: ObjectEvidence): Cell {
  if (certainty === 1) return cell
  return {
    ...cell,
    exposure: cell.exposure * certainty,
    conversions: cell.conversions * certainty,
  }
}

/** Objects that are compared as they are, without regard to where they ran. */
export function withoutStrata(objects: readonly ObjectEvidence[]): StrataEvidence {
  return {
    creatives: objects.map((object) => ({
      id: object.key,
      cells: [
        thinned(
          { stratum: 'all', exposure: object.impressions ?? 0, conversions: object.conversions ?? 0 },
          object,
        ),
      ],
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
  const newest = newestCountedDay(question, context)
  const last = to === null || newest === null || newest < to ? newest : to
  if (from === null || last === null || addDays(last, 1 - MIX_DAYS) <= from) return { mixDays: null }
  const days = { from: addDays(last, 1 - MIX_DAYS), to: last }
  const mix: Record<string, number> = {}
  for (const { place, exposure } of await askMix({ ...question, ...days }, found, context)) {
    const stratum = stratumOf(place)
    mix[stratum] = (mix[stratum] ?? 0) + exposure
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
  const stratumOf = coarsenStrata(await heldPlaces(found.counts))
  const cells = await cellsByObject(found.counts, stratumOf)
  const creatives = await inSlices(objects, (object) => ({
    id: object.key,
    cells: [...(cells.get(object.key)?.values() ?? [])].map((cell) => thinned(cell, object)),
    placedDays: placedDays(object),
  }))
  const told = [...new Set([...found.dimensions.values()].flat())]
  return {
    creatives,
    dimensions: question.by === 'network' ? told : ['network', ...told],
    ...(await gatherMix(question, range, found, stratumOf, context)),
    networks: networksOfStrata(found.counts, stratumOf),
    sql: found.sql,
  }
}
