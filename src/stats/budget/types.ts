import type { Interval } from '../intervals/types.ts'
import type { Decision } from '../ranking/types.ts'

/** Conversions that one unit of money buys, with the interval of the rate behind it. */
export interface MoneyYield extends Interval {
  readonly estimate: number
}

/** One object that has money, and what is decided of it. */
export interface BudgetObject {
  readonly id: string
  /** Money moves only between objects of one group: others were never compared. */
  readonly group: string
  readonly spend: number
  readonly decision: Decision
  /** Budget factor of the decision, 0–2. */
  readonly factor: number
  /** `null` where it is not known; such an object keeps its money. */
  readonly yield: MoneyYield | null
  /** An amount somebody set, whatever the evidence says. */
  readonly fixed: number | null
}

export interface BudgetSettings {
  /** Money to plan; the present sum by default. */
  readonly total: number | null
  /** Share of the total that an object still tested keeps at least; a quarter of an equal share by default. */
  readonly floor: number | null
}

/**
 * What an object is to the plan: takes money, gives all of it, gives or takes some, or keeps it. `dear` is good by rate but
 * not by cost, `cheap` poor by rate but not by cost.
 */
export type BudgetRole = 'raise' | 'stop' | 'spare' | 'dear' | 'cheap' | 'hold' | 'fixed'

export interface BudgetPlan {
  /** In the order given. */
  readonly rows: readonly { readonly id: string; readonly amount: number; readonly role: BudgetRole }[]
  readonly total: number
  /** Money the evidence places nowhere in one step. */
  readonly unassigned: number
  /** The floor as an amount. */
  readonly floor: number
}
