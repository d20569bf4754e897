import { type Computed, notComputed } from '../not-computed.ts'
import { findComponents } from '../ranking/components.ts'
import { componentPart } from '../ranking/part.ts'
import { stratumMultipliers } from '../ranking/stratum-multipliers.ts'
import { cellTable, mixShares } from '../ranking/table.ts'
import type { TestCounts } from './arm-spread.ts'
import type { ExperimentArm } from './experiment-input.ts'
import { placeMultipliers } from './place-multipliers.ts'

/** Counts of arms (÷ φ) with exposure weighed by what day and stratum do to every arm: comparable, whatever the split was. */
export function comparableCounts(arms: readonly ExperimentArm[], phi: number): Computed<TestCounts> {
  const table = cellTable(
    arms.map((arm) => ({
      id: arm.id,
      cells: arm.cells.map(({ day, stratum = '', exposure, conversions }) => ({
        stratum: `${day} ${stratum}`,
        exposure,
        conversions,
      })),
    })),
  )
  if (table.conversions.every((c) => c === 0))
    return notComputed('no_conversions', 'no arm has converted yet')
  const components = findComponents(table)
  if (components.creative.some((component) => component !== 0))
    return notComputed('not_comparable', 'the arms share no day and stratum in which they converted')
  const part = componentPart(table, components, 0, mixShares(table, undefined))
  // Both reach the same maximum; the fewer unknowns, the faster.
  const multiplier =
    part.creatives.length < part.strata.length ? placeMultipliers(part) : stratumMultipliers(part).multiplier
  const conversions = new Float64Array(arms.length)
  const exposure = new Float64Array(arms.length)
  part.creatives.forEach((i, position) => {
    for (let k = part.start[position] ?? 0; k < (part.start[position + 1] ?? 0); k++) {
      conversions[i] = (conversions[i] ?? 0) + (part.conversions[k] ?? 0) / phi
      exposure[i] =
        (exposure[i] ?? 0) + ((part.exposure[k] ?? 0) * (multiplier[part.stratum[k] ?? 0] ?? 0)) / phi
    }
  })
  if (exposure.some((e) => !(e > 0)))
    return notComputed('not_comparable', 'an arm was only shown where no arm converted')
  return { conversions, exposure }
}
