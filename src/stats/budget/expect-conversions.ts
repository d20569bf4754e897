import { beliefInterval } from '../ranking/gamma-comparison.ts'
import type { Estimate } from '../ranking/types.ts'
import { normalQuantile } from '../special/normal.ts'
import { moneySd } from './money-sd.ts'
import type { MoneyYield, PriceResponse } from './types.ts'

/** Money of one object, at present and as planned. */
export interface MovedMoney {
  readonly now: number
  readonly after: number
  readonly yield: MoneyYield
}

export interface ExpectedConversions {
  readonly now: Estimate
  readonly after: Estimate
  /** After less now; money that stays where it is adds nothing to its width. */
  readonly change: Estimate
}

function gammaSum(
  moved: readonly MovedMoney[],
  level: number,
  money: (own: MovedMoney) => number,
  byPrice: number,
): Estimate {
  let mean = 0
  let variance = byPrice
  for (const own of moved) {
    mean += money(own) * own.yield.estimate
    variance += (money(own) * moneySd(own.yield)) ** 2
  }
  if (mean === 0) return { estimate: 0, low: 0, high: 0, level }
  const shape = variance === 0 ? Infinity : mean ** 2 / variance
  return { estimate: mean, ...beliefInterval({ mean, shape }, level) }
}

/** What is assumed of the price: equal CPM, or a response that was observed. */
export type AssumedPrice = Pick<PriceResponse, 'estimate' | 'low' | 'high' | 'level'>

export const EQUAL_PRICE: AssumedPrice = { estimate: 1, low: 1, high: 1, level: 0.95 }

/** Money at present prices that buys as much as `after` of it will; and by how much that moves with the response. */
function bought({ now, after }: MovedMoney, response: number): { worth: number; slope: number } {
  if (!(now > 0 && after > 0)) return { worth: 0, slope: 0 }
  const worth = now * (after / now) ** response
  return { worth, slope: worth * Math.log(after / now) }
}

/**
 * Conversions to expect of present and planned amounts at the yields given, taken as independent, where one per cent more
 * money buys as many per cent more impressions as the price says; intervals at `level`.
 */
export function expectConversions(
  moved: readonly MovedMoney[],
  price: AssumedPrice = EQUAL_PRICE,
  level = 0.95,
): ExpectedConversions {
  const sdOfPrice = moneySd(price)
  let change = 0
  let variance = 0
  let tilt = 0
  for (const own of moved) {
    const { worth, slope } = bought(own, price.estimate)
    change += (worth - own.now) * own.yield.estimate
    variance += ((worth - own.now) * moneySd(own.yield)) ** 2
    tilt += slope * own.yield.estimate
  }
  const byPrice = (tilt * sdOfPrice) ** 2
  const width = normalQuantile((1 + level) / 2) * Math.sqrt(variance + byPrice)
  return {
    now: gammaSum(moved, level, ({ now }) => now, 0),
    after: gammaSum(moved, level, (own) => bought(own, price.estimate).worth, byPrice),
    change: { estimate: change, low: change - width, high: change + width, level },
  }
}
