import type { Basis } from '#schema/basis.ts'
import type { Day } from '#schema/day.ts'

/** Days and basis as they were given. */
export interface AskedRange<Given extends Basis = Basis> {
  readonly from?: Day | undefined
  readonly to?: Day | undefined
  readonly last?: number | undefined
  readonly basis?: Given | undefined
}

/** The same for a question, without what was not given. */
export function askedRange<Given extends Basis>({ from, to, last, basis }: AskedRange<Given>) {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(last === undefined ? {} : { lastDays: last }),
    ...(basis === undefined ? {} : { basis }),
  }
}
