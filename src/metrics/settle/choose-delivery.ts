import type { Variant } from '../plan.ts'
import type { Choice, Settled } from './settlement.ts'
import type { Tally } from './tally.ts'

/** Who is asked first for delivery: the network itself, then who passes it on, an MMP's own count last. */
export function deliveryOrder({ basis, via }: Variant): number {
  if (basis === 'mmp') return 2
  return via === 'aggregator' ? 1 : 0
}

/** Who answers a network's delivery: the network itself before who passes it on, an MMP's own count last. */
export function chooseDelivery(tally: Tally, choices: readonly Choice[]): Settled {
  const order = ({ variant }: Choice) => deliveryOrder(variant)
  for (const choice of choices.toSorted((a, b) => order(a) - order(b))) {
    const sum = tally.sum(choice.column)
    // An MMP writes 0 where it was not told of a network's delivery: that is absent, not zero.
    if (sum === null || (choice.variant.basis === 'mmp' && sum === 0)) continue
    return {
      kind: 'answered',
      column: choice.column,
      basis: choice.variant.basis,
      only: null,
      absentIsZero: false,
    }
  }
  return { kind: 'unknown', reason: 'no source reports it for this network' }
}
