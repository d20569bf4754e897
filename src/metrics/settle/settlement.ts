import type { DayRange } from '#schema/day.ts'
import type { Variant } from '../plan.ts'

/** Who answers a component for one network, or app on it, or why nobody does. */
export type Settled =
  | {
      readonly kind: 'answered'
      readonly column: string
      readonly basis: string
      /** The only days it is known for, where delivery has more. */
      readonly only: DayRange | null
      /** Whether what is delivered and not mentioned happened 0 times: the report covers it and matches. */
      readonly absentIsZero: boolean
      /** Why those before it in the order do not answer, where it is not the first. */
      readonly because?: string
    }
  | { readonly kind: 'unknown'; readonly reason: string }

/** For each component and place, the variant that answers. */
export type Settlement = ReadonlyMap<string, ReadonlyMap<string, Settled>>

/** A variant that could answer, and the column that holds its numbers. */
export interface Choice {
  readonly variant: Variant
  readonly column: string
}
