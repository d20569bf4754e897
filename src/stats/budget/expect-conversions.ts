import { beliefInterval } from '../ranking/gamma-comparison.ts'
import type { Estimate } from '../ranking/types.ts'
import { normalQuantile } from '../special/normal.ts'
import { moneySd } from './money-sd.ts'
import type { MoneyYield } from './types.ts'

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

function gammaSum(moved: readonly MovedMoney[], level: number, money: (own: MovedMoney) => number): Estimate {
  let mean = 0
  let variance = 0
  for (const own of moved) {
    mean += money(own) * own.yield.estimate
    variance += (money(own) * moneySd(own.yield)) ** 2
  }
  if (mean === 0) return { estimate: 0, low: 0, high: 0, level }
  const shape = variance === 0 ? Infinity : mean ** 2 / variance
  return { estimate: mean, ...beliefInterval({ mean, shape }, level) }
}

/** Conversions to expect of present and planned amounts at the yields given, taken as independent; intervals at `level`. */
export function expectConversions(moved: readonly MovedMoney[], level = 0.95): ExpectedConversions {
  let change = 0
  let variance = 0
  for (const own of moved) {
    change += (own.after - own.now) * own.yield.estimate
    variance += ((own.after - own.now) * moneySd(own.yield)) ** 2
  }
  const width = normalQuantile((1 + level) / 2) * Math.sqrt(variance)
  return {
    now: gammaSum(moved, level, ({ now }) => now),
    after: gammaSum(moved, level, ({ after }) => after),
    change: { estimate: change, low: change - width, high: change + width, level },
  }
}
