import { DEFAULT_PHI, PRIOR_DEGREES_OF_FREEDOM } from '../dispersion/fit.ts'
import { placeOf } from './arm-overlap.ts'
import type { ExperimentArm } from './experiment-input.ts'

export interface LookOptions {
  /** Over-dispersion of the plan: φ is never below it. */
  readonly planned?: number
  /** Over-dispersion of contrasts in the account, to which the test's own days are shrunk. Default: the plan's, else 1.5. */
  readonly account?: number
}

/** Over-dispersion to read a test with at the end of a day. */
export interface LookDispersion {
  readonly day: number
  readonly phi: number
}

/**
 * φ at every look, oldest first: the larger of the plan's and what the days so far say, shrunk to the account's, and never
 * below that of an earlier look. One pass: each day is held against the ratios of the days before it (recursive residuals;
 * Brown, Durbin, Evans 1975), so that no look fits the whole past again.
 */
export function dispersionOverLooks(
  arms: readonly ExperimentArm[],
  options: LookOptions = {},
): LookDispersion[] {
  const prior = options.account ?? options.planned ?? DEFAULT_PHI
  const residuals = new RecursiveResiduals(arms.length)
  let phi = Math.max(1, options.planned ?? 1)
  return [...placesByDay(arms)].map(([day, places]) => {
    for (const place of places.values()) residuals.add(place)
    const { chiSquare, degreesOfFreedom } = residuals
    const shrunk =
      (PRIOR_DEGREES_OF_FREEDOM * prior + chiSquare) / (PRIOR_DEGREES_OF_FREEDOM + degreesOfFreedom)
    phi = Math.max(phi, shrunk)
    return { day, phi }
  })
}

interface PlaceCounts {
  readonly exposure: Float64Array
  readonly conversions: Float64Array
}

function placesByDay(arms: readonly ExperimentArm[]): Map<number, Map<string, PlaceCounts>> {
  const days = new Map<number, Map<string, PlaceCounts>>()
  for (const day of [...new Set(arms.flatMap(({ cells }) => cells.map((cell) => cell.day)))].sort(
    (a, b) => a - b,
  ))
    days.set(day, new Map())
  arms.forEach(({ cells }, k) => {
    for (const cell of cells) {
      if (!(cell.exposure > 0)) continue
      const places = days.get(cell.day)
      const key = placeOf(cell)
      const place = places?.get(key) ?? {
        exposure: new Float64Array(arms.length),
        conversions: new Float64Array(arms.length),
      }
      places?.set(key, place)
      place.exposure[k] = (place.exposure[k] ?? 0) + cell.exposure
      place.conversions[k] = (place.conversions[k] ?? 0) + cell.conversions
    }
  })
  return days
}

/** χ² of conversions given each place's total against the ratios known before it; Σ over arms has K − 1 degrees of freedom. */
class RecursiveResiduals {
  chiSquare = 0
  degreesOfFreedom = 0
  private readonly counts: Float64Array
  private readonly exposures: Float64Array
  private readonly information: Float64Array
  private readonly blocks: { residual: number; expected: number; information: number }[]

  constructor(arms: number) {
    this.counts = new Float64Array(arms)
    this.exposures = new Float64Array(arms)
    this.information = new Float64Array(arms)
    this.blocks = Array.from({ length: arms }, () => ({ residual: 0, expected: 0, information: 0 }))
  }

  add({ exposure, conversions }: PlaceCounts): void {
    const weight = exposure.map((n, i) => n * this.ratio(i))
    const total = weight.reduce((a, b) => a + b, 0)
    const all = conversions.reduce((a, b) => a + b, 0)
    // A place with a single arm says nothing about contrasts.
    if (!(all > 0) || exposure.filter((n) => n > 0).length < 2) return
    for (let i = 0; i < weight.length; i++) {
      const share = (weight[i] ?? 0) / total
      if (!(share > 0)) continue
      const block = this.blocks[i] ?? { residual: 0, expected: 0, information: 0 }
      block.residual += (conversions[i] ?? 0) - all * share
      block.expected += all * share
      block.information += all * share * (1 - share)
      this.counts[i] = (this.counts[i] ?? 0) + (conversions[i] ?? 0)
      this.exposures[i] = (this.exposures[i] ?? 0) + (exposure[i] ?? 0) * (all / total)
      if (block.expected >= 1) this.close(i, block)
    }
  }

  private close(i: number, block: { residual: number; expected: number; information: number }): void {
    const known = this.information[i] ?? 0
    // Early residuals hold the error of ratios hardly known; they count as far as those are known.
    const free = known / (known + block.information)
    if (free > 0) {
      // Over the expectation corrected by what was seen: one guessed too low must not make its own residual look large.
      const corrected = block.expected + (1 - free) * block.residual
      this.chiSquare += (free * free * block.residual ** 2) / corrected
      this.degreesOfFreedom += (free * block.information) / block.expected
    }
    this.information[i] = known + block.information
    block.residual = 0
    block.expected = 0
    block.information = 0
  }

  /** The arm's rate against the others so far, with half a conversion at the common rate. */
  private ratio(i: number): number {
    return ((this.counts[i] ?? 0) + 0.5) / ((this.exposures[i] ?? 0) + 0.5)
  }
}
