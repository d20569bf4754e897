import type { BudgetAction, BudgetRow } from '#schema/answer/budget-answer.ts'
import type { RankRow } from '#schema/answer/rank-answer.ts'
import type { BudgetRole } from '#stats/index.ts'

const SAME = 1e-9

/** An amount with its part in the plan, and whether less than now is to be spent by all. */
export interface PlannedMove {
  readonly role: BudgetRole
  readonly amount: number
  /** How many times its money it may get. */
  readonly factor: number
  readonly isSmaller: boolean
}

/** What happens to an amount, and why in words. */
export function explainMove(
  { role, amount, factor, isSmaller }: PlannedMove,
  { spend, decision, target }: RankRow & { readonly spend: number },
  unknown: string | null,
): Pick<BudgetRow, 'action' | 'why'> {
  const action: BudgetAction =
    Math.abs(amount - spend) <= SAME * spend ? 'keep' : amount > spend ? 'raise' : 'cut'
  const bar = target === null ? 'the others' : 'the target'
  const less = 'the total is smaller'
  switch (role) {
    case 'fixed':
      return { action: 'set', why: 'set in the question' }
    case 'stop':
      return { action: 'stop', why: `surely below ${bar}, and dearer than the others` }
    case 'raise':
    case 'value': {
      const sure = role === 'raise' ? `surely above ${bar}` : 'not decided on by rate, but surely cheaper'
      const most = `×${factor.toFixed(2)} in one step`
      if (action === 'raise') return { action, why: `${sure}: up to ${most}` }
      if (action === 'cut') return { action, why: less }
      if (factor === 1) return { action, why: `${sure}, but more money is not sure to pay` }
      return { action, why: `${sure}, up to ${most}: no money is free` }
    }
    case 'hold':
      if (action === 'cut') return { action, why: less }
      return { action, why: unknown ?? 'not enough data to move its money' }
    case 'dear':
    case 'cheap':
    case 'spare':
      break
  }
  if (action === 'cut' && isSmaller) return { action, why: `not decided on, and ${less}` }
  if (action === 'cut') return { action, why: 'its money buys less than average, and no more is sure of it' }
  if (role === 'dear')
    return { action, why: `above ${bar} by rate, but not surely cheaper at its price of impressions` }
  if (role === 'cheap')
    return { action, why: `below ${bar} by rate, but not surely dearer at its price of impressions` }
  return { action, why: decision === 'keep' ? `as good as ${bar}` : 'still being tested' }
}
