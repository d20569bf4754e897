import { describe, expect, it } from 'vitest'
import { isComputed } from '../not-computed.ts'
import { studentQuantile } from '../special/student-t.ts'
import { type MoneyCounts, type MoneyDay, type MoneySide, moneyRanges } from './money-ranges.ts'

const PRICES = [4, 6, 5, 4.5, 6.5, 5.5, 3.5, 5]

/** A side of one place with the price of each day, a thousand impressions each. */
function sideOf(prices: readonly number[], places = 1): MoneySide {
  const counts = (spend: number, days: number): MoneyCounts => ({
    impressions: (1_000 * days) / places,
    clicks: (20 * days) / places,
    clickInstalls: (4 * days) / places,
    viewInstalls: 0,
    spend: spend / places,
  })
  const numbers = Array.from({ length: places }, (_, place) => place)
  const days = prices.map(
    (price, day): MoneyDay => ({
      day,
      places: new Map(numbers.map((place) => [place, counts(price, 1)])),
      earned: null,
    }),
  )
  const spend = prices.reduce((sum, price) => sum + price, 0)
  return { places: numbers.map(() => counts(spend, prices.length)), earned: null, days }
}

function priceRange(before: MoneySide, after: MoneySide) {
  const { price } = moneyRanges(before, after)
  if (!isComputed(price)) throw new Error(price.notComputed)
  return price.price
}

describe('where prices lie as days differ', () => {
  it('is the t interval of a difference of means where days are equal and not alike', () => {
    const [before, after] = [sideOf(PRICES), sideOf(PRICES.map((price) => price + 1))]
    const mean = PRICES.reduce((sum, price) => sum + price, 0) / PRICES.length
    const variance = PRICES.reduce((sum, price) => sum + (price - mean) ** 2, 0) / (PRICES.length - 1)
    // Welch with two equal variances: twice as many degrees of freedom.
    const reach = studentQuantile(0.975, 2 * (PRICES.length - 1)) * Math.sqrt((2 * variance) / PRICES.length)
    const { low, high } = priceRange(before, after)
    expect(1000 * low).toBeCloseTo(1 - reach, 9)
    expect(1000 * high).toBeCloseTo(1 + reach, 9)
  })

  it('neither changes with places split in equal parts nor depends on the unit of money but by its factor', () => {
    const whole = priceRange(sideOf(PRICES), sideOf(PRICES.toReversed()))
    const split = priceRange(sideOf(PRICES, 3), sideOf(PRICES.toReversed(), 3))
    expect(split.low).toBeCloseTo(whole.low, 12)
    const dearer = PRICES.map((price) => 10 * price)
    expect(priceRange(sideOf(dearer), sideOf(dearer.toReversed())).high).toBeCloseTo(10 * whole.high, 12)
  })

  it('widens where each day is like the one before it', () => {
    const width = (prices: readonly number[]) => {
      const { low, high } = priceRange(sideOf(prices), sideOf(prices))
      return high - low
    }
    expect(width(PRICES.toSorted((a, b) => a - b))).toBeGreaterThan(1.3 * width(PRICES))
  })

  it('is not said of a few days, of days that are not the whole, or of revenue nobody tells by day', () => {
    const few = sideOf(PRICES.slice(0, 4))
    expect(moneyRanges(few, sideOf(PRICES)).price).toMatchObject({ code: 'not_enough_data' })
    const gone = { ...sideOf(PRICES), days: sideOf(PRICES).days.slice(1) }
    expect(moneyRanges(gone, sideOf(PRICES)).cost).toMatchObject({ code: 'no_days' })
    expect(moneyRanges(sideOf(PRICES), sideOf(PRICES)).roas).toMatchObject({ code: 'no_days' })
  })
})
