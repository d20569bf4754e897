import {
  CHANGE_PARTS,
  type ChangeParts,
  type Contributor,
  type ExplainAnswer,
  type ExplainedSide,
} from '#schema/answer/explain-answer.ts'
import { isComputed, neighbourPhi, type StratumContribution } from '#stats/index.ts'
import { describeChange } from './describe-change.ts'
import { explainBeside } from './explain-beside.ts'
import { explainNotes } from './explain-notes.ts'
import { costOf, moneyOf, priceOf, roasOf } from './explained-money.ts'
import type { PlaceCounts, Side, Sides } from './gather-sides.ts'
import { funnelOf, knowsClicks, type Place, pairPlaces } from './pair-places.ts'

const PER_MILLE = 1000
const MOST_CONTRIBUTORS = 10

export type Explained = Omit<ExplainAnswer, 'question' | 'currency' | 'sql' | 'freshness'>

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

/** Why the rate, and the cost of a conversion, differ between two sides: parts that add up exactly, with intervals. */
export async function explainSides(sides: Sides, event: string, rateName: string): Promise<Explained> {
  const [before, after] = [sideOf(sides.before), sideOf(sides.after)]
  const places = pairPlaces(sides)
  const phi = neighbourPhi(sides.days)
  const spend =
    before.spend === null || after.spend === null ? null : { before: before.spend, after: after.spend }
  const money = moneyOf(places, sides)
  const { change: found, ranges } = await explainBeside({
    strata: places.map((place) => ({
      stratum: place.name,
      before: funnelOf(place.before, place),
      after: funnelOf(place.after, place),
    })),
    ...(spend === null ? {} : { spend }),
    phi,
    money: 'unknown' in money ? null : money,
  })
  const areClicksKnown = places.every(knowsClicks)
  const notComputed: Record<string, string> = {}
  if (!isComputed(found)) {
    notComputed.change = notComputed.parts = notComputed.intervals = notComputed.cost = found.notComputed
    notComputed.price = notComputed.roas = found.notComputed
    const none = { change: null, parts: null, knowsClicks: areClicksKnown, intervals: null, contributors: [] }
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
      notes: explainNotes(places, sides),
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
  const explained = {
    before,
    after,
    change: PER_MILLE * found.change,
    parts: perMille(found.parts),
    knowsClicks: areClicksKnown,
    intervals,
    contributors,
  }
  const asked = { ranges, unknown: 'unknown' in money ? money.unknown : null, notComputed }
  return {
    ...explained,
    dispersion: phi,
    cost: costOf(found.cost, asked),
    price: priceOf(places, asked),
    roas: roasOf(sides, found.cost, asked),
    sentence: describeChange(explained, event, rateName),
    notComputed,
    notes: explainNotes(places, sides),
  }
}
