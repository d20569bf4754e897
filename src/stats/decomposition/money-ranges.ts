import { type Computed, isComputed, notComputed } from '../not-computed.ts'
import { dayRanges, type Range, type WithoutDay } from './day-ranges.ts'
import { explainChange } from './explain-change.ts'
import { type EarnedCounts, explainPrice, explainReturn } from './explain-money.ts'
import type { FunnelCounts } from './split-rates.ts'

export interface MoneyCounts extends FunnelCounts {
  readonly spend: number
}

/** What a side counted on one day: every place by its number, and what was earned where that is known. */
export interface MoneyDay {
  readonly day: number
  readonly places: ReadonlyMap<number, MoneyCounts>
  readonly earned: EarnedCounts | null
}

/** One side: sums of every place, in the order of the other side, and its days. */
export interface MoneySide {
  readonly places: readonly MoneyCounts[]
  readonly earned: EarnedCounts | null
  readonly days: readonly MoneyDay[]
}

type Ranges<Name extends string> = Readonly<Record<Name, Range>>

/** Where parts in money lie as days differ; those of the rate have the ranges of the rate. */
export interface MoneyRanges {
  readonly cost: Computed<Ranges<'price'>>
  readonly price: Computed<Ranges<'mix' | 'price'>>
  readonly roas: Computed<Ranges<'value' | 'price' | 'coverage'>>
}

const COUNTS = ['clicks', 'clickInstalls', 'viewInstalls', 'spend'] as const
const SUMMED_WITHIN = 1e-6

/** Ranges of prices and of what installs bring, with the shares of places held as they were. */
export function moneyRanges(before: MoneySide, after: MoneySide, level = 0.95): MoneyRanges {
  const gap = [before, after].map(uncounted).find((reason) => reason !== null)
  if (gap !== undefined && gap !== null) {
    const none = notComputed('no_days', gap)
    return { cost: none, price: none, roas: none }
  }
  const cost = rangesOf(costFigures, before, after, level)
  const price = rangesOf(priceFigures, before, after, level)
  const roas =
    before.earned === null || after.earned === null
      ? notComputed('no_days', 'revenue by day is not known on both sides')
      : rangesOf(returnFigures, before, after, level)
  return {
    cost: isComputed(cost) ? { price: cost('price') } : cost,
    price: isComputed(price) ? { mix: price('mix'), price: price('price') } : price,
    roas: isComputed(roas)
      ? { value: roas('value'), price: roas('price'), coverage: roas('coverage') }
      : roas,
  }
}

/** Why the days of a side are not the side, or `null`. */
function uncounted({ places, days }: MoneySide): string | null {
  for (const name of ['impressions', 'spend', 'clickInstalls', 'viewInstalls'] as const) {
    const whole = places.reduce((sum, counts) => sum + counts[name], 0)
    let byDay = 0
    for (const { places: own } of days) for (const counts of own.values()) byDay += counts[name]
    if (Math.abs(whole - byDay) > SUMMED_WITHIN * Math.max(1, whole)) return 'some of it is of no day'
  }
  return null
}

type FiguresOf<Name extends string> = (
  before: MoneySide,
  after: MoneySide,
) => Readonly<Record<Name, number>> | null

function rangesOf<Name extends string>(
  figuresOf: FiguresOf<Name>,
  before: MoneySide,
  after: MoneySide,
  level: number,
): Computed<(name: Name) => Range> {
  const whole = figuresOf(before, after)
  if (whole === null) return notComputed('no_conversions', 'the parts themselves are not computed')
  const without = (side: MoneySide, ask: (changed: MoneySide) => Readonly<Record<Name, number>> | null) =>
    side.days.flatMap((day): WithoutDay<Name>[] => {
      const figures = ask(withoutDay(side, day))
      return figures === null ? [] : [{ day: day.day, figures }]
    })
  const old = without(before, (changed) => figuresOf(changed, after))
  const now = without(after, (changed) => figuresOf(before, changed))
  if (old.length < before.days.length || now.length < after.days.length)
    return notComputed('not_enough_data', 'without one of its days a side has no conversions')
  return dayRanges(whole, [old, now], level)
}

/** The side had a day been as its others: to first order, so that impressions, and with them shares, stay. */
function withoutDay({ places, earned, days }: MoneySide, { places: own, earned: got }: MoneyDay): MoneySide {
  return {
    days,
    places: places.map((counts, place) => {
      const day = own.get(place)
      if (day === undefined || !(counts.impressions > 0)) return counts
      const share = day.impressions / counts.impressions
      const left = { ...counts }
      for (const name of COUNTS) left[name] = Math.max(0, counts[name] * (1 + share) - day[name])
      return left
    }),
    earned: earned === null || got === null ? earned : withoutEarned(earned, got),
  }
}

function withoutEarned(whole: EarnedCounts, day: EarnedCounts): EarnedCounts {
  const share = whole.spend > 0 ? day.spend / whole.spend : 0
  return {
    revenue: whole.revenue * (1 + share) - day.revenue,
    conversions: whole.conversions * (1 + share) - day.conversions,
    spend: whole.spend,
  }
}

const spendOf = ({ places }: MoneySide) => places.reduce((sum, { spend }) => sum + spend, 0)

function explainCost(before: MoneySide, after: MoneySide) {
  const found = explainChange({
    strata: before.places.map((counts, place) => ({
      stratum: String(place),
      before: counts,
      after: after.places[place] ?? counts,
    })),
    spend: { before: spendOf(before), after: spendOf(after) },
  })
  return isComputed(found) && isComputed(found.cost) ? found.cost : null
}

function costFigures(before: MoneySide, after: MoneySide) {
  const cost = explainCost(before, after)
  return cost === null ? null : { price: cost.cpm }
}

function priceFigures(before: MoneySide, after: MoneySide) {
  const found = explainPrice(
    before.places.map((counts, place) => ({ before: counts, after: after.places[place] ?? counts })),
  )
  return isComputed(found) ? { mix: found.mix, price: found.price } : null
}

function returnFigures(before: MoneySide, after: MoneySide) {
  const cost = explainCost(before, after)
  if (cost === null || before.earned === null || after.earned === null) return null
  const found = explainReturn(before.earned, after.earned, cost)
  return isComputed(found) ? { value: found.value, coverage: found.coverage, price: found.cpm } : null
}
