import type { DispersionModel } from '../dispersion/types.ts'
import { effectiveCounts } from '../ranking/effective-counts.ts'
import { fitParts } from '../ranking/fit-parts.ts'
import { measureNoise } from '../ranking/noise.ts'
import { cellTable, refusal, withoutTraces } from '../ranking/table.ts'
import type { CreativeEvidence } from '../ranking/types.ts'

/** Logarithm of a creative's rate on the common mix, with the variance of its noise. */
export interface LogRate {
  readonly id: string
  readonly logRate: number
  readonly variance: number
  readonly exposure: number
  readonly conversions: number
  /** Creatives of different groups never met in one stratum and are compared apart; 0 is the largest. */
  readonly group: number
}

export interface LogRates {
  readonly rates: readonly LogRate[]
  /** Why the others have none. */
  readonly leftOut: Readonly<Record<string, string>>
}

export interface LogRatesInput {
  readonly creatives: readonly CreativeEvidence[]
  readonly repeatable: boolean
  /** Over-dispersion, where it is known; else it is learnt from the day series. */
  readonly history?: DispersionModel
  readonly networks?: Readonly<Record<string, string>>
}

/** Expected conversions below which the logarithm of a rate says too little. */
const LEAST_EXPECTED = 5

/** Log rates of creatives, strata held apart as a ranking does, with the noise of comparisons and of the interaction. */
export function logRates({ creatives, repeatable, history, networks }: LogRatesInput): LogRates {
  const leftOut: Record<string, string> = {}
  const accepted: CreativeEvidence[] = []
  for (const given of creatives) {
    const creative = withoutTraces(given)
    const reason = refusal(creative, repeatable)
    if (reason === null) accepted.push(creative)
    else leftOut[creative.id] = reason.notComputed
  }
  const table = cellTable(accepted)
  const { phiContrast } = measureNoise(accepted, history)
  const { parts } = fitParts(table, phiContrast, networks === undefined ? {} : { networks })
  const rates: LogRate[] = []
  parts.forEach(({ part, strata, phi, expected, kappa }, group) => {
    const counts = effectiveCounts(part, expected, phi, kappa)
    const all = counts.conversions.reduce((sum, c) => sum + c, 0)
    const shown = counts.exposure.reduce((sum, e) => sum + e, 0)
    part.creatives.forEach((i, position) => {
      const creative = accepted[i]
      if (creative === undefined) return
      const { id, cells } = creative
      const [c, e] = [counts.conversions[position] ?? 0, counts.exposure[position] ?? 0]
      const wanted = strata === null || !(shown > 0) ? 0 : (e * all) / shown
      if (wanted < LEAST_EXPECTED) {
        leftOut[id] =
          `${Math.floor(10 * wanted) / 10} conversions were to be expected of it; ${LEAST_EXPECTED} are needed`
        return
      }
      rates.push({
        id,
        logRate: Math.log((c + 0.5) / e),
        variance: 1 / (c + 0.5),
        exposure: cells.reduce((sum, cell) => sum + cell.exposure, 0),
        conversions: cells.reduce((sum, cell) => sum + cell.conversions, 0),
        group,
      })
    })
  })
  return { rates, leftOut }
}
