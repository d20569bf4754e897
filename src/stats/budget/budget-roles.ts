import { normalCdf } from '../special/normal.ts'
import { moneySd } from './money-sd.ts'
import type { BudgetObject, BudgetRole, MoneyYield } from './types.ts'

/** How sure the cost has to be as well before a decision about the rate moves money. */
const SURE = 0.8

/** Conversions per unit of money of all objects whose yield is known. */
export function meanYield(objects: readonly BudgetObject[]): number {
  const known = objects.filter((object) => object.yield !== null)
  const spend = known.reduce((sum, object) => sum + object.spend, 0)
  return known.reduce((sum, object) => sum + object.spend * (object.yield?.estimate ?? 0), 0) / spend
}

function probabilityAbove(own: MoneyYield, other: number): number {
  const sd = moneySd(own)
  if (sd > 0) return normalCdf((own.estimate - other) / sd)
  return own.estimate === other ? 0.5 : own.estimate > other ? 1 : 0
}

/** What each object is to the plan: a decision about its rate moves money only where its cost says the same. */
export function budgetRoles(objects: readonly BudgetObject[]): readonly BudgetRole[] {
  const spend = objects.reduce((sum, object) => sum + (object.yield === null ? 0 : object.spend), 0)
  const mean = meanYield(objects)
  return objects.map(({ spend: own, decision, fixed, yield: bought }): BudgetRole => {
    if (fixed !== null) return 'fixed'
    if (bought === null || decision === 'not_enough_data') return 'hold'
    if (decision !== 'scale' && decision !== 'sunset') return 'spare'
    const others = spend > own ? (spend * mean - own * bought.estimate) / (spend - own) : Number.NaN
    const above = probabilityAbove(bought, others)
    if (decision === 'scale') return above >= SURE ? 'raise' : 'dear'
    return above <= 1 - SURE ? 'stop' : 'cheap'
  })
}
