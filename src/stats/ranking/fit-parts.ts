import { type Computed, notComputed } from '../not-computed.ts'
import { findComponents } from './components.ts'
import { type ExpectedShares, expectedShares } from './expected-shares.ts'
import { addInteraction, type InteractionSums, interactionVariance } from './interaction.ts'
import { componentPart, type Part } from './part.ts'
import { type StratumMultipliers, stratumMultipliers } from './stratum-multipliers.ts'
import { type CellTable, mixShares } from './table.ts'
import type { RankInput } from './types.ts'

/** A component with its strata compared. */
export interface FittedPart {
  readonly part: Part
  readonly strata: StratumMultipliers | null
  readonly phi: Float64Array
  readonly expected: ExpectedShares
  /** Interaction variance of each of its strata. */
  readonly kappa: Float64Array
}

const GROUP_CELLS = 100

/** Every component with its strata's multipliers and, learnt over all of them, the interaction. */
export function fitParts(
  table: CellTable,
  phiOf: Float64Array,
  input: Pick<RankInput, 'mix' | 'networks'>,
): { parts: FittedPart[]; interaction: Computed<number> } {
  const components = findComponents(table)
  const mix = mixShares(table, input.mix)
  const unlinked = Array.from({ length: components.count }, (_, number) => {
    const part = componentPart(table, components, number, mix)
    const strata = part.strata.length > 0 ? stratumMultipliers(part) : null
    const phi = Float64Array.from(part.creatives, (i) => phiOf[i] ?? 1)
    return { part, strata, phi, expected: expectedShares(part, strata?.multiplier ?? new Float64Array()) }
  })
  const { kappaOf, interaction } = interactions(unlinked, table.strata, input.networks)
  const parts = unlinked.map((fitted) => {
    const several = fitted.part.strata.length > 1
    return { ...fitted, kappa: Float64Array.from(fitted.part.strata, (s) => (several ? kappaOf(s) : 0)) }
  })
  return { parts, interaction }
}

function interactions(
  parts: readonly Omit<FittedPart, 'kappa'>[],
  names: readonly string[],
  networks: RankInput['networks'],
): { kappaOf: (stratum: number) => number; interaction: Computed<number> } {
  const sums = new Map<string, InteractionSums>()
  const group = (s: number) => networks?.[names[s] ?? ''] ?? ''
  let several = false
  for (const { part, strata, phi, expected } of parts) {
    if (strata === null || part.strata.length < 2) continue
    several = true
    addInteraction(sums, part, strata, expected, phi, (s) => group(part.strata[s] ?? 0))
  }
  const all: InteractionSums = { excess: 0, scale: 0, cells: 0 }
  for (const sum of sums.values()) {
    all.excess += sum.excess
    all.scale += sum.scale
    all.cells += sum.cells
  }
  const account = interactionVariance(all)
  const own = new Map<string, number>()
  for (const [key, sum] of sums) if (sum.cells >= GROUP_CELLS) own.set(key, interactionVariance(sum))
  return {
    kappaOf: (s) => own.get(group(s)) ?? account,
    interaction: several
      ? account
      : notComputed('one_stratum', 'with one stratum there is nothing to interact with'),
  }
}
