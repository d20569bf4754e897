import { type FactorFit, type FittedTest, fitFactors } from './fit-factors.ts'
import type { FactorSpread } from './types.ts'

/** One possible spread of the effects, its probability given the data, and the fit under it. */
export interface SpreadFit {
  readonly spread: FactorSpread
  readonly weight: number
  readonly fit: FactorFit
}

const MAIN = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8] as const
const ARM = [0.02, 0.05, 0.12, 0.3] as const
const MAIN_SCALE = 0.4
const ARM_SCALE = 0.15
/** Interactions are taken to be half as large as main effects until the data say otherwise. */
const INTERACTION_SHARE = 0.5
const LEAST_WEIGHT = 1e-3

/**
 * The model at every spread of a grid, weighed by its marginal likelihood and half-normal priors on the spreads, so that
 * nothing is believed of a single best one. Null when it cannot be fitted.
 */
export function fitOverSpreads(
  tests: readonly FittedTest[],
  isInteraction: readonly boolean[],
): SpreadFit[] | null {
  const found: { spread: FactorSpread; fit: FactorFit; height: number }[] = []
  let start: FactorFit | undefined
  for (const arm of ARM) {
    for (const main of MAIN) {
      const interaction = INTERACTION_SHARE * main
      const columns = isInteraction.map((pair) => (pair ? interaction : main))
      const fit = fitFactors(tests, { columns, arm }, start)
      if (fit === null) return null
      start = fit
      const prior =
        Math.log(main) - main ** 2 / (2 * MAIN_SCALE ** 2) + Math.log(arm) - arm ** 2 / (2 * ARM_SCALE ** 2)
      found.push({ spread: { main, interaction, arm }, fit, height: fit.logMarginal + prior })
    }
  }
  const top = Math.max(...found.map(({ height }) => height))
  const weighed = found.map(({ spread, fit, height }) => ({ spread, fit, weight: Math.exp(height - top) }))
  const most = Math.max(...weighed.map(({ weight }) => weight))
  const kept = weighed.filter(({ weight }) => weight >= LEAST_WEIGHT * most)
  const total = kept.reduce((sum, { weight }) => sum + weight, 0)
  return kept.map((node) => ({ ...node, weight: node.weight / total }))
}
