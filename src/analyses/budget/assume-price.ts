import type { BudgetAnswer } from '#schema/answer/budget-answer.ts'
import { writeCount } from '#schema/write-count.ts'
import {
  type AssumedPrice,
  type Computed,
  EQUAL_PRICE,
  isComputed,
  type PriceResponse,
} from '#stats/index.ts'

/** How far a plan goes where no response was observed: doubled money is taken to raise CPM by a quarter. */
const CAUTIOUS_RESPONSE = 0.7

/** The price a plan reckons with: what is expected, and what the size of a step rests on. */
export interface PricedPlan {
  readonly assumed: AssumedPrice
  readonly response: number
}

const UNEQUAL = 'in the places where it ran, for as many days as asked about'

/** What is assumed of prices: the response that was observed, never cheaper than equal CPM, else equal CPM. */
export function assumePrice(
  observed: Computed<PriceResponse>,
  isEqual: boolean,
): { readonly plan: PricedPlan } & Pick<BudgetAnswer, 'price' | 'assumption'> {
  const known = isComputed(observed)
  const shared = {
    response: known ? { estimate: observed.estimate, low: observed.low, high: observed.high } : null,
    doubled: known
      ? {
          estimate: 2 ** (1 - observed.estimate),
          low: 2 ** (1 - observed.high),
          high: 2 ** (1 - observed.low),
        }
      : null,
    objects: known ? observed.objects : null,
    days: known ? observed.days : null,
    notComputed: known ? {} : { response: observed.notComputed, doubled: observed.notComputed },
  }
  const response = known ? Math.min(1, observed.low) : CAUTIOUS_RESPONSE
  if (isEqual || !known) {
    const why = known ? 'as asked' : `no response of the price can be read: ${observed.notComputed}`
    return {
      plan: { assumed: EQUAL_PRICE, response: isEqual ? CAUTIOUS_RESPONSE : response },
      price: { assumed: 'equal', ...shared },
      assumption: `equal CPM: each row buys more or fewer impressions at its present cost per thousand, ${UNEQUAL} (${why})`,
    }
  }
  const { low, high, level } = observed
  const capped = { estimate: Math.min(1, observed.estimate), low: Math.min(1, low), high: Math.min(1, high) }
  const percent = (value: number) => writeCount(100 * (2 ** (1 - value) - 1))
  return {
    plan: { assumed: { ...capped, level }, response },
    price: { assumed: 'observed', ...shared },
    assumption: `the price response observed here: twice the money costs ${percent(capped.estimate)} % more per thousand impressions (${percent(capped.high)}–${percent(capped.low)} %), read from ${writeCount(observed.days)} days of ${writeCount(observed.objects)} series of spend, observational; ${UNEQUAL}`,
  }
}
