import {
  conditionalRatio,
  type ExperimentCell,
  fixedHorizonReading,
  isComputed,
  type PairedCell,
  pairCells,
  peekSafeReading,
} from '#stats/index.ts'

/** Rate of one arm over that of another with bounds; `null` = no upper bound. */
export interface ArmRatio {
  readonly low: number
  readonly high: number | null
}

export interface RatioOptions {
  readonly hasDays: boolean
  readonly lift: number
  readonly phi: number
  readonly alpha: number
}

const NOTHING_KNOWN: ArmRatio = { low: 0, high: null }

function exactRatio(cell: PairedCell, { phi, alpha }: RatioOptions): ArmRatio {
  const first = { conversions: cell.firstConversions, exposure: cell.firstExposure }
  const second = { conversions: cell.secondConversions, exposure: cell.secondExposure }
  const forward = conditionalRatio(first, second, { phi, level: 1 - alpha })
  if (isComputed(forward)) return forward
  const backward = conditionalRatio(second, first, { phi, level: 1 - alpha })
  return isComputed(backward) && backward.high !== null
    ? { low: 1 / backward.high, high: null }
    : NOTHING_KNOWN
}

/** Ratio of two arms inside days and strata: valid at every look when there are days, at one look otherwise. */
export function armRatio(
  first: readonly ExperimentCell[],
  second: readonly ExperimentCell[],
  options: RatioOptions,
): ArmRatio {
  const { hasDays, lift, phi, alpha } = options
  const cells = pairCells(first, second).filter(
    ({ firstExposure, secondExposure }) => firstExposure * secondExposure > 0,
  )
  const [only] = cells
  if (only === undefined) return NOTHING_KNOWN
  if (hasDays) return peekSafeReading(cells, { lift, phi, alpha })
  if (cells.length === 1) return exactRatio(only, options)
  const reading = fixedHorizonReading(cells, { phi, alpha })
  return isComputed(reading) ? reading : NOTHING_KNOWN
}
