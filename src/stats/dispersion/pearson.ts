import type { Blocks } from './blocks.ts'
import type { PearsonSums } from './creative-phi.ts'

/** The blocks of one creative added to what is already known of it. */
export function addResiduals(sums: PearsonSums, blocks: Blocks): PearsonSums {
  let { chiSquare, degreesOfFreedom, expected, expectedSquared } = sums
  for (let b = 0; b < blocks.expected.length; b++) {
    const mu = blocks.expected[b] ?? 0
    const free = blocks.free[b] ?? 0
    expected += mu
    expectedSquared += mu * mu
    if (free <= 0) continue
    chiSquare += ((blocks.observed[b] ?? 0) - mu) ** 2 / mu
    degreesOfFreedom += free
  }
  return { chiSquare, degreesOfFreedom, expected, expectedSquared }
}
