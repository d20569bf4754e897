import { creativePhi, NO_RESIDUALS, type PearsonSums } from '../dispersion/creative-phi.ts'
import { contrastResiduals, rateResiduals } from '../dispersion/day-residuals.ts'
import { ResidualPool } from '../dispersion/residual-pool.ts'
import type { DaySeries, DispersionModel } from '../dispersion/types.ts'
import type { CreativeEvidence, PlacedDays } from './types.ts'

const ASSUMED_DAYS = 28

/** Over-dispersion of every creative, of its rate alone and of comparisons. */
export interface Noise {
  readonly rate: DispersionModel
  readonly contrast: DispersionModel
  readonly phi: Float64Array
  readonly phiContrast: Float64Array
  readonly degreesOfFreedom: Float64Array
  readonly source: readonly ('days' | 'history' | 'default')[]
}

/** φ of each creative from its day series, shrunk to the account's; the account's, or the default, alone without days. */
export function measureNoise(
  creatives: readonly CreativeEvidence[],
  history: DispersionModel | undefined,
): Noise {
  const alone = new ResidualPool(creatives.length)
  const together = new ResidualPool(creatives.length)
  const strata = new Map<string, { rows: number[]; series: DaySeries[] }>()
  creatives.forEach((creative, i) => {
    for (const { place, days } of placedDays(creative)) {
      if (days.day.length < 2) continue
      rateResiduals(days, (expected, observed, free) => alone.add(i, expected, observed, free))
      const known = strata.get(place) ?? { rows: [], series: [] }
      known.rows.push(i)
      known.series.push(days)
      strata.set(place, known)
    }
  })
  for (const { rows, series } of strata.values()) {
    contrastResiduals(series, (row, expected, observed, free) =>
      together.add(rows[row] ?? 0, expected, observed, free),
    )
  }
  const rate = history ?? alone.account()
  const contrast = history ?? together.account()
  const phi = new Float64Array(creatives.length)
  const phiContrast = new Float64Array(creatives.length)
  const degreesOfFreedom = new Float64Array(creatives.length)
  const source = creatives.map((creative, i) => {
    const own = alone.of(i)
    phi[i] = creativePhi(rate, own.expected > 0 ? own : withoutDays(creative))
    const common = together.of(i)
    phiContrast[i] = creativePhi(contrast, common.expected > 0 ? common : withoutDays(creative))
    degreesOfFreedom[i] = own.degreesOfFreedom
    return own.degreesOfFreedom > 0 ? 'days' : rate.source
  })
  return { rate, contrast, phi, phiContrast, degreesOfFreedom, source }
}

function placedDays({ cells, placedDays }: CreativeEvidence): readonly PlacedDays[] {
  return (
    placedDays ?? cells.flatMap(({ stratum, days }) => (days === undefined ? [] : [{ place: stratum, days }]))
  )
}

/** A creative without days gets the account's φ at the volume it would have on each of 28 days. */
function withoutDays(creative: CreativeEvidence): PearsonSums {
  let conversions = 0
  for (const cell of creative.cells) conversions += cell.conversions
  return { ...NO_RESIDUALS, expected: conversions, expectedSquared: conversions ** 2 / ASSUMED_DAYS }
}
