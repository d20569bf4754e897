import type { ExplainAnswer } from '#schema/answer/explain-answer.ts'
import {
  type ChangeExplanation,
  type Computed,
  type EarnedCounts,
  explainPrice,
  explainReturn,
  isComputed,
  type MoneyCounts,
  type MoneyRanges,
  type MoneySide,
  type Range,
} from '#stats/index.ts'
import type { EarnedDays } from './gather-earned.ts'
import type { PlaceCounts, Side, Sides } from './gather-sides.ts'
import { funnelOf, type Place } from './pair-places.ts'

const PER_MILLE = 1000
const PRICE_UNKNOWN = 'some spend is not known'

/** What was found of the days of both sides, and where reasons are kept. */
export interface AskedMoney {
  readonly ranges: MoneyRanges | null
  /** Why there are no ranges at all. */
  readonly unknown: string | null
  readonly notComputed: Record<string, string>
}

/** The ranges of one figure, or `null` with the reason noted. */
function rangesOf<Ranges extends object>(
  name: keyof MoneyRanges,
  found: Computed<Ranges> | undefined,
  { unknown, notComputed }: AskedMoney,
): Ranges | null {
  if (found === undefined) {
    notComputed[`${name}Intervals`] = unknown ?? 'days are not told apart'
    return null
  }
  if (isComputed(found)) return found
  notComputed[`${name}Intervals`] = found.notComputed
  return null
}

function sideOf(
  places: readonly Place[],
  side: 'before' | 'after',
  { days }: Side,
  earned: { readonly whole: EarnedCounts; readonly days: EarnedDays } | null,
): MoneySide {
  const countsOf = (place: Place, counts: Omit<PlaceCounts, 'values'> | undefined): MoneyCounts => ({
    ...funnelOf(counts, place),
    spend: counts?.spend ?? 0,
  })
  const numbers = new Map(places.map(({ name }, number) => [name, number]))
  return {
    places: places.map((place) => countsOf(place, place[side])),
    earned: earned?.whole ?? null,
    days: [...days].map(([day, own]) => ({
      day,
      places: new Map(
        [...own].flatMap(([name, counts]) => {
          const number = numbers.get(name)
          const place = number === undefined ? undefined : places[number]
          return number === undefined || place === undefined ? [] : [[number, countsOf(place, counts)]]
        }),
      ),
      earned: earned?.days.get(day) ?? null,
    })),
  }
}

const hasAllSpend = (places: readonly Place[]) =>
  places.every(({ before, after }) => before?.spend !== null && after?.spend !== null)

/** Both sides day by day with their money, or why that is not known. */
export function moneyOf(
  places: readonly Place[],
  { before, after, earned }: Sides,
): { readonly before: MoneySide; readonly after: MoneySide } | { readonly unknown: string } {
  if (!hasAllSpend(places)) return { unknown: PRICE_UNKNOWN }
  const of = (side: 'before' | 'after') =>
    'unknown' in earned ? null : { whole: earned[side], days: earned.days[side] }
  return {
    before: sideOf(places, 'before', before, of('before')),
    after: sideOf(places, 'after', after, of('after')),
  }
}

/** Why the cost of a conversion differs; the reason is noted where it cannot be said. */
export function costOf(cost: ChangeExplanation['cost'], asked: AskedMoney): ExplainAnswer['cost'] {
  if (!isComputed(cost)) {
    asked.notComputed.cost = asked.unknown ?? cost.notComputed
    return null
  }
  const price = rangesOf('cost', asked.ranges?.cost, asked)
  const { cpm, intervals: drawn, ...rest } = cost
  const rate = rangesOf('cost', drawn, asked)
  return {
    ...rest,
    price: cpm,
    intervals: price === null || rate === null ? null : { ...price, rate },
  }
}

/** Why the price of a thousand impressions differs; the reason is noted where it cannot be said. */
export function priceOf(places: readonly Place[], asked: AskedMoney): ExplainAnswer['price'] {
  if (!hasAllSpend(places)) {
    asked.notComputed.price = PRICE_UNKNOWN
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
    asked.notComputed.price = found.notComputed
    return null
  }
  const ranges = rangesOf('price', asked.ranges?.price, asked)
  const range = ({ low, high }: Range) => ({ low: PER_MILLE * low, high: PER_MILLE * high })
  return {
    before: PER_MILLE * found.before,
    after: PER_MILLE * found.after,
    change: PER_MILLE * found.change,
    mix: PER_MILLE * found.mix,
    price: PER_MILLE * found.price,
    intervals: ranges === null ? null : { mix: range(ranges.mix), price: range(ranges.price) },
  }
}

/** Why revenue per unit of spend differs; the reason is noted where it cannot be said. */
export function roasOf(
  { earned }: Sides,
  cost: ChangeExplanation['cost'],
  asked: AskedMoney,
): ExplainAnswer['roas'] {
  if ('unknown' in earned || !isComputed(cost)) {
    asked.notComputed.roas = 'unknown' in earned ? earned.unknown : 'the cost of a conversion is not known'
    return null
  }
  const found = explainReturn(earned.before, earned.after, cost)
  if (!isComputed(found)) {
    asked.notComputed.roas = found.notComputed
    return null
  }
  const ranges = rangesOf('roas', asked.ranges?.roas, asked)
  const { cpm, intervals: drawn, ...rest } = found
  const rate = rangesOf('roas', drawn, asked)
  return {
    day: earned.day,
    ...rest,
    price: cpm,
    intervals: ranges === null || rate === null ? null : { ...ranges, rate },
  }
}
