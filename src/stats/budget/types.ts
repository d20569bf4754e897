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
  /** `null` where it is not known; such an object keeps its money. */
  readonly yield: MoneyYield | null
  /** An amount somebody set, whatever the evidence says. */
  readonly fixed: number | null
}

/** Money and impressions of one object by day. */
export interface PricedDays {
  readonly day: ArrayLike<number>
  readonly spend: ArrayLike<number>
  readonly impressions: ArrayLike<number>
}

/** Per cent more impressions for one per cent more money: 1 at equal CPM, less where CPM rises with spend. */
export interface PriceResponse extends Interval {
  readonly estimate: number
  /** Objects and days of them it was read from. */
  readonly objects: number
  readonly days: number
}

export interface BudgetSettings {
  /** Response that decides how far an object is raised: until its last money surely buys what that of the others does. */
  readonly response: number
  /** Money to plan; the present sum by default. */
  readonly total: number | null
  /** Share of the total that an object still tested keeps at least; a quarter of an equal share by default. */
  readonly floor: number | null
}

/** What an object is to the plan, and how many times its money it may get. */
export interface PlannedPart {
  readonly role: BudgetRole
  readonly factor: number
}

/**
 * What an object is to the plan: takes money, gives all of it, gives some, or keeps it. `value` takes money by its cost where
 * its rate alone is not decided on; `dear` is good by rate but not by cost, `cheap` poor by rate but not by cost.
 */
export type BudgetRole = 'raise' | 'value' | 'stop' | 'spare' | 'dear' | 'cheap' | 'hold' | 'fixed'

export interface BudgetPlan {
  /** In the order given. */
  readonly rows: readonly (PlannedPart & { readonly id: string; readonly amount: number })[]
  readonly total: number
  /** Money the evidence places nowhere in one step. */
  readonly unassigned: number
  /** The floor as an amount. */
  readonly floor: number
}
