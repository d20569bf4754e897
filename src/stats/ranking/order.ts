import { type Computed, isComputed } from '../not-computed.ts'
import type { RankedCreative, RankOrder } from './types.ts'

type Unranked = Omit<RankedCreative, 'rank'>

/**
 * Creatives in the chosen order: by component; those that can be compared with nobody after them,
 * and what was not computed last.
 */
export function sortRanked<Row extends Unranked>(creatives: readonly Row[], order: RankOrder): Row[] {
  const sizes = new Map<number, number>()
  for (const { component } of creatives) sizes.set(component, (sizes.get(component) ?? 0) + 1)
  return creatives
    .map((creative) => ({
      creative,
      group: group(creative, (sizes.get(creative.component) ?? 0) > 1),
      key: key(creative, order),
      mean: value(creative.shrunk),
    }))
    .sort((a, b) => a.group - b.group || b.key - a.key || b.mean - a.mean)
    .map(({ creative }) => creative)
}

const ALONE = 1e9
const UNCOMPUTED = 2e9

function group({ component, posterior }: Unranked, hasPeers: boolean): number {
  if (!isComputed(posterior)) return UNCOMPUTED + component
  return hasPeers ? component : ALONE
}

function key(creative: Unranked, order: RankOrder): number {
  switch (order) {
    case 'evidence':
      return value(creative.quantile10)
    case 'mean':
      return value(creative.shrunk)
    case 'probability_best':
      return value(creative.probabilityBest)
    case 'expected_loss':
      return isComputed(creative.expectedLoss) ? -creative.expectedLoss : Number.NEGATIVE_INFINITY
  }
}

function value(computed: Computed<number>): number {
  return isComputed(computed) ? computed : -1
}
