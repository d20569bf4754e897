import { measureNoise } from '../ranking/noise.ts'
import type { CreativeCell } from '../ranking/types.ts'
import type { ExperimentArm, ExperimentCell } from './experiment-input.ts'

/** Over-dispersion of one test. */
export interface TestNoise {
  /** Of comparisons inside the test. */
  readonly phi: number
  /** Of each arm's rate alone, and the degrees of freedom it was learnt from; absent when it was stated. */
  readonly arms: readonly { readonly phi: number; readonly degreesOfFreedom?: number }[]
}

/**
 * Over-dispersion of every test, learnt from the days of all of them and never below what was planned. Tests without days
 * (a single day number) take the planned one, or 1.5 when nothing is known.
 */
export function measureTestNoise(
  tests: readonly (readonly ExperimentArm[])[],
  options: { hasDays: boolean; planned?: number },
): TestNoise[] {
  const { hasDays, planned } = options
  if (!hasDays && planned !== undefined) {
    return tests.map((arms) => ({
      phi: planned,
      arms: arms.map(() => ({ phi: planned })),
    }))
  }
  const creatives = tests.flatMap((arms, t) =>
    arms.map((arm) => ({ id: `${t} ${arm.id}`, cells: cellsOf(arm, t, hasDays) })),
  )
  const noise = measureNoise(creatives, undefined)
  const least = planned ?? 1
  let next = 0
  return tests.map((arms) => {
    const first = next
    next += arms.length
    const own = arms.map((arm, k) => ({
      phi: Math.max(least, noise.phi[first + k] ?? 1),
      degreesOfFreedom: noise.degreesOfFreedom[first + k] ?? 0,
      contrast: noise.phiContrast[first + k] ?? 1,
      weight: arm.cells.reduce((sum, { conversions }) => sum + conversions, 0.5),
    }))
    const total = own.reduce((sum, { weight }) => sum + weight, 0)
    const contrast = own.reduce((sum, arm) => sum + arm.contrast * arm.weight, 0) / total
    return {
      phi: Math.max(least, contrast),
      arms: own.map(({ phi, degreesOfFreedom }) => ({ phi, degreesOfFreedom })),
    }
  })
}

function cellsOf(arm: ExperimentArm, test: number, hasDays: boolean): CreativeCell[] {
  const strata = new Map<string, ExperimentCell[]>()
  for (const cell of arm.cells) {
    const known = strata.get(cell.stratum ?? '') ?? []
    known.push(cell)
    strata.set(cell.stratum ?? '', known)
  }
  return [...strata].map(([stratum, cells]) => ({
    stratum: `${test} ${stratum}`,
    exposure: cells.reduce((sum, cell) => sum + cell.exposure, 0),
    conversions: cells.reduce((sum, cell) => sum + cell.conversions, 0),
    ...(hasDays
      ? {
          days: {
            day: cells.map((cell) => cell.day),
            exposure: cells.map((cell) => cell.exposure),
            conversions: cells.map((cell) => cell.conversions),
          },
        }
      : {}),
  }))
}
