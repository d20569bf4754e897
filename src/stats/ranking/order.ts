import { type Computed, isComputed } from '../not-computed.ts'
import type { RankedCreative, RankOrder } from './types.ts'

type Unranked = Omit<RankedCreative, 'rank'>

/** Creatives in the chosen order: by component, comparable ones first, what was not computed last. */
export function sortRanked<Row extends Unranked>(creatives: readonly Row[], order: RankOrder): Row[] {
  return creatives
    .map((creative) => ({
      creative,
      group: group(creative),
      key: key(creative, order),
      mean: value(creative.shrunk),
    }))
    .sort((a, b) => a.group - b.group || b.key - a.key || b.mean - a.mean)
    .map(({ creative }) => creative)
}

function group(creative: Unranked): number {
  if (!isComputed(creative.shrunk)) return 1e9 + creative.component
  const missing = !isComputed(creative.probabilityBest) && creative.probabilityBest.code === 'not_comparable'
  return creative.component * 2 + (missing ? 1 : 0)
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
