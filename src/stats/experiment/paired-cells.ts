import { placeOf } from './arm-overlap.ts'
import type { ExperimentCell } from './experiment-input.ts'
import type { PairedCell } from './paired-likelihood.ts'

/** Counts of two arms side by side, one pair for each day and stratum in which either has a cell. */
export function pairCells(first: readonly ExperimentCell[], second: readonly ExperimentCell[]): PairedCell[] {
  const pairs = new Map<string, Record<keyof PairedCell, number>>()
  const add = (cell: ExperimentCell, side: 'first' | 'second') => {
    const key = placeOf(cell)
    const pair = pairs.get(key) ?? {
      firstConversions: 0,
      secondConversions: 0,
      firstExposure: 0,
      secondExposure: 0,
    }
    pair[`${side}Conversions`] += cell.conversions
    pair[`${side}Exposure`] += cell.exposure
    pairs.set(key, pair)
  }
  for (const cell of first) add(cell, 'first')
  for (const cell of second) add(cell, 'second')
  return [...pairs.values()]
}
