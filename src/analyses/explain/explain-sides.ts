import {
  CHANGE_PARTS,
  type ChangeParts,
  type Contributor,
  type ExplainAnswer,
  type ExplainedSide,
} from '#schema/answer/explain-answer.ts'
import type { Note } from '#schema/note.ts'
import {
  type ChangeExplanation,
  explainPrice,
  explainReturn,
  type FunnelCounts,
  isComputed,
  neighbourPhi,
  type StratumContribution,
} from '#stats/index.ts'
import { describeChange } from './describe-change.ts'
import { explainBeside } from './explain-beside.ts'
import type { PlaceCounts, Side, Sides } from './gather-sides.ts'

const PER_MILLE = 1000
const MOST_CONTRIBUTORS = 10
const NOTED_LOSS = 0.001

export type Explained = Omit<ExplainAnswer, 'question' | 'currency' | 'sql' | 'freshness'>

interface Place {
  readonly name: string
  readonly values: readonly (string | null)[]
  readonly before: PlaceCounts | undefined
  readonly after: PlaceCounts | undefined
}

function pairPlaces({ before, after }: Sides): readonly Place[] {
  return [...new Set([...before.places.keys(), ...after.places.keys()])].map((name) => {
    const [one, other] = [before.places.get(name), after.places.get(name)]
    return { name, values: (one ?? other)?.values ?? [], before: one, after: other }
  })
}

/** Clicks count only where both sides of a place know them: else their coming would look like a change. */
function funnelOf(counts: PlaceCounts | undefined, hasClicks: boolean): FunnelCounts {
  const { impressions = 0, conversions = 0, clicks = 0 } = counts ?? {}
  if (!hasClicks || clicks === null)
    return { impressions, clicks: 0, clickInstalls: 0, viewInstalls: conversions }
  return { impressions, clicks, clickInstalls: conversions, viewInstalls: 0 }
}

const knowsClicks = ({ before, after }: Place) => before?.clicks !== null && after?.clicks !== null

function sideOf({ label, from, to, places }: Side): ExplainedSide {
  const sum = (read: (counts: PlaceCounts) => number | null) =>
    places.values().reduce<number | null>((total, counts) => {
      const own = read(counts)
      return total === null || own === null ? null : total + own
    }, 0)
  const impressions = sum((counts) => counts.impressions) ?? 0
  const conversions = sum((counts) => counts.conversions) ?? 0
  return {
    label,
    from,
    to,
    impressions,
    clicks: sum((counts) => counts.clicks),
    conversions,
    spend: sum((counts) => counts.spend),
    perMille: impressions > 0 ? (PER_MILLE * conversions) / impressions : null,
  }
}

const perMille = (parts: ChangeParts): ChangeParts => ({
  mix: PER_MILLE * parts.mix,
  ctr: PER_MILLE * parts.ctr,
  cvr: PER_MILLE * parts.cvr,
  view: PER_MILLE * parts.view,
})

/** What each value of one dimension adds to the change, the largest first. */
function contributorsOf(
  dimension: string,
  index: number,
  places: readonly Place[],
  parts: ReadonlyMap<string, StratumContribution>,
  before: ExplainedSide,
  after: ExplainedSide,
): readonly Contributor[] {
  const groups = Map.groupBy(places, ({ values }) => values[index] ?? null)
  if (groups.size < 2) return []
  return [...groups]
    .map(([value, own]) => {
      const sum = { mix: 0, ctr: 0, cvr: 0, view: 0 }
      for (const { name } of own)
        for (const part of CHANGE_PARTS) sum[part] += PER_MILLE * (parts.get(name)?.[part] ?? 0)
      const count = (read: (place: Place) => number | undefined) =>
        own.reduce((total, place) => total + (read(place) ?? 0), 0)
      const shownBefore = count((place) => place.before?.impressions)
      const shownAfter = count((place) => place.after?.impressions)
      const rate = (conversions: number, shown: number) =>
        shown > 0 ? (PER_MILLE * conversions) / shown : null
      return {
        dimension,
        value,
        ...sum,
        total: sum.mix + sum.ctr + sum.cvr + sum.view,
        shareBefore: shownBefore / before.impressions,
        shareAfter: shownAfter / after.impressions,
        perMilleBefore: rate(
          count((place) => place.before?.conversions),
          shownBefore,
        ),
        perMilleAfter: rate(
          count((place) => place.after?.conversions),
          shownAfter,
        ),
      }
    })
    .toSorted((a, b) => Math.abs(b.total) - Math.abs(a.total))
    .slice(0, MOST_CONTRIBUTORS)
}

function notesOf(places: readonly Place[], { dimensions, lost }: Sides): Note[] {
  return [...lostNotes(dimensions, lost), ...clickNotes(places, dimensions)]
}

function lostNotes(dimensions: readonly string[], lost: number): readonly Note[] {
  if (lost <= NOTED_LOSS) return []
  return [
    {
      code: 'places_lost',
      severity: 'warning',
      message: `${(100 * lost).toFixed(1)} % of the impressions or conversions are not told apart by ${dimensions.join(', ')}, and are left out here.`,
    },
  ]
}

function clickNotes(places: readonly Place[], dimensions: readonly string[]): readonly Note[] {
  const without = places.filter((place) => !knowsClicks(place))
  if (without.length === 0) return []
  const networks =
    dimensions[0] === 'network'
      ? [...new Set(without.map(({ values }) => values[0] ?? 'no network'))].toSorted()
      : ['some places']
  return [
    {
      code: 'no_clicks',
      severity: 'info',
      message: `Clicks are not known on both sides of ${networks.join(', ')}: what changed there is not told apart into clicks and conversions per click.`,
    },
  ]
}

const PRICE_UNKNOWN = 'some spend is not known'

/** Why parts in money carry no range where they are known at all. */
const NO_RANGE = {
  price: 'what was paid is known, not estimated',
  roas: 'what one install brings varies by far more than counts tell, and its days are not told apart here',
} as const

/** Why the price of a thousand impressions differs; the reason is noted where it cannot be said. */
function priceOf(places: readonly Place[], notComputed: Record<string, string>): ExplainAnswer['price'] {
  if (places.some(({ before, after }) => before?.spend === null || after?.spend === null)) {
    notComputed.price = PRICE_UNKNOWN
    return null
  }
  const countsOf = (own: PlaceCounts | undefined) => ({
    impressions: own?.impressions ?? 0,
    spend: own?.spend ?? 0,
  })
  const found = explainPrice(
    places.map(({ before, after }) => ({ before: countsOf(before), after: countsOf(after) })),
  )
  if (!isComputed(found)) {
    notComputed.price = found.notComputed
    return null
  }
  notComputed.priceIntervals = NO_RANGE.price
  const { before, after, change, mix, price } = found
  return {
    before: PER_MILLE * before,
    after: PER_MILLE * after,
    change: PER_MILLE * change,
    mix: PER_MILLE * mix,
    price: PER_MILLE * price,
  }
}

/** Why revenue per unit of spend differs; the reason is noted where it cannot be said. */
function roasOf(
  { earned }: Sides,
  cost: ChangeExplanation['cost'],
  notComputed: Record<string, string>,
): ExplainAnswer['roas'] {
  if ('unknown' in earned || !isComputed(cost)) {
    notComputed.roas = 'unknown' in earned ? earned.unknown : 'the cost of a conversion is not known'
    return null
  }
  const found = explainReturn(earned.before, earned.after, cost)
  if (!isComputed(found)) {
    notComputed.roas = found.notComputed
    return null
  }
  notComputed.roasIntervals = NO_RANGE.roas
  const { cpm, ...rest } = found
  return { day: earned.day, ...rest, price: cpm }
}

/** Why the rate, and the cost of a conversion, differ between two sides: parts that add up exactly, with intervals. */
export async function explainSides(sides: Sides, event: string, rateName: string): Promise<Explained> {
  const [before, after] = [sideOf(sides.before), sideOf(sides.after)]
  const places = pairPlaces(sides)
  const phi = neighbourPhi(sides.days)
  const spend =
    before.spend === null || after.spend === null ? null : { before: before.spend, after: after.spend }
  const found = await explainBeside({
    strata: places.map((place) => ({
      stratum: place.name,
      before: funnelOf(place.before, knowsClicks(place)),
      after: funnelOf(place.after, knowsClicks(place)),
    })),
    ...(spend === null ? {} : { spend }),
    phi,
  })
  const notComputed: Record<string, string> = {}
  if (!isComputed(found)) {
    notComputed.change = notComputed.parts = notComputed.intervals = notComputed.cost = found.notComputed
    notComputed.price = notComputed.roas = found.notComputed
    const none = { change: null, parts: null, intervals: null, contributors: [] }
    return {
      before,
      after,
      ...none,
      dispersion: null,
      cost: null,
      price: null,
      roas: null,
      sentence: describeChange({ before, after, ...none }, event, rateName),
      notComputed,
      notes: notesOf(places, sides),
    }
  }
  const byStratum = new Map(found.byStratum.map((own) => [own.stratum, own]))
  const contributors = sides.dimensions
    .flatMap((dimension, index) => contributorsOf(dimension, index, places, byStratum, before, after))
    .toSorted((a, b) => Math.abs(b.total) - Math.abs(a.total))
  const range = ({ low, high }: { low: number; high: number }) => ({
    low: PER_MILLE * low,
    high: PER_MILLE * high,
  })
  const intervals = isComputed(found.intervals)
    ? {
        mix: range(found.intervals.mix),
        ctr: range(found.intervals.ctr),
        cvr: range(found.intervals.cvr),
        view: range(found.intervals.view),
      }
    : null
  const { cost } = found
  if (!isComputed(cost)) notComputed.cost = spend === null ? PRICE_UNKNOWN : cost.notComputed
  const explained = {
    before,
    after,
    change: PER_MILLE * found.change,
    parts: perMille(found.parts),
    intervals,
    contributors,
  }
  return {
    ...explained,
    dispersion: phi,
    cost: isComputed(cost)
      ? {
          before: cost.before,
          after: cost.after,
          change: cost.change,
          price: cost.cpm,
          rate: cost.rate,
        }
      : null,
    price: priceOf(places, notComputed),
    roas: roasOf(sides, cost, notComputed),
    sentence: describeChange(explained, event, rateName),
    notComputed,
    notes: notesOf(places, sides),
  }
}
