import { normalCdf, normalQuantile } from '../special/normal.ts'
import { moneySd } from './money-sd.ts'
import type { BudgetObject, MoneyYield, PlannedPart } from './types.ts'

/** How sure the cost has to be as well before a decision about the rate moves money. */
const SURE = 0.8
/** Smallest difference of cost that decides by itself. */
const SMALLEST_EFFECT = 0.1
/** A step doubles an amount at most. */
const MOST_FACTOR = 2
const CAUTIOUS = 0.1

/** Conversions per unit of money of all objects whose yield is known. */
export function meanYield(objects: readonly BudgetObject[]): number {
  const known = objects.filter((object) => object.yield !== null)
  const spend = known.reduce((sum, object) => sum + object.spend, 0)
  return known.reduce((sum, object) => sum + object.spend * (object.yield?.estimate ?? 0), 0) / spend
}

/** What money buys of an object over what it buys of the others together, as a log-normal. */
interface Ratio {
  readonly log: number
  readonly sd: number
}

function probabilityAbove({ log, sd }: Ratio, ratio: number): number {
  const distance = log - Math.log(ratio)
  if (sd > 0) return normalCdf(distance / sd)
  return distance === 0 ? 0.5 : distance > 0 ? 1 : 0
}

/**
 * How far an object may be raised: until its last money, at a price that rises by the response, still buys with 90 % what
 * money buys of the others. With response e the last of f times the money buys f^(e − 1) of what the first did.
 */
function factorOf({ log, sd }: Ratio, response: number): number {
  const cautious = log + normalQuantile(CAUTIOUS) * sd
  if (!(cautious > 0)) return 1
  return response >= 1 ? MOST_FACTOR : Math.min(MOST_FACTOR, Math.exp(cautious / (1 - response)))
}

interface Sums {
  readonly spend: number
  readonly bought: number
  readonly variance: number
}

function sumOf(objects: readonly BudgetObject[]): Sums {
  let [spend, bought, variance] = [0, 0, 0]
  for (const { spend: own, yield: each } of objects) {
    if (each === null) continue
    spend += own
    bought += own * each.estimate
    variance += (own * moneySd(each)) ** 2
  }
  return { spend, bought, variance }
}

/** An object against the others of some it is one of; `null` where there are none. */
function ratioTo(others: Sums, own: number, each: MoneyYield): Ratio | null {
  const spend = others.spend - own
  const bought = others.bought - own * each.estimate
  if (!(spend > 1e-12 * others.spend && bought > 0 && each.estimate > 0)) return null
  return {
    log: Math.log((each.estimate * spend) / bought),
    sd: Math.hypot(
      moneySd(each) / each.estimate,
      Math.sqrt(Math.max(0, others.variance - (own * moneySd(each)) ** 2)) / bought,
    ),
  }
}

/**
 * What each object is to the plan, and how far it may be raised: a decision about its rate moves money only where its cost
 * says the same, and a cost that is surely below that of what goes on raises what is undecided by its rate alone.
 */
export function budgetRoles(objects: readonly BudgetObject[], response: number): readonly PlannedPart[] {
  const all = sumOf(objects)
  const stays = sumOf(objects.filter(({ decision }) => decision !== 'sunset'))
  return objects.map(({ spend: own, decision, fixed, yield: each }): PlannedPart => {
    const still = (role: PlannedPart['role']): PlannedPart => ({ role, factor: 1 })
    if (fixed !== null) return still('fixed')
    if (each === null || decision === 'not_enough_data') return still('hold')
    const toAll = ratioTo(all, own, each)
    if (decision === 'sunset')
      return toAll !== null && probabilityAbove(toAll, 1) <= 1 - SURE
        ? { role: 'stop', factor: 0 }
        : still('cheap')
    if (decision === 'scale')
      return toAll !== null && probabilityAbove(toAll, 1) >= SURE
        ? { role: 'raise', factor: factorOf(toAll, response) }
        : still('dear')
    // That something is stopped says nothing sure of any one of the others.
    const toStaying = ratioTo(stays, own, each)
    return toStaying !== null && probabilityAbove(toStaying, 1 + SMALLEST_EFFECT) >= SURE
      ? { role: 'value', factor: factorOf(toStaying, response) }
      : still('spare')
  })
}
