import type { PearsonSums } from './creative-phi.ts'
import { fitDispersion } from './fit.ts'
import type { DispersionModel } from './types.ts'

/** Collects residual blocks: all of them for the account's fit, sums of them for each creative. */
export class ResidualPool {
  private readonly expected: number[] = []
  private readonly observed: number[] = []
  private readonly free: number[] = []
  private readonly sums: Float64Array

  constructor(creatives: number) {
    this.sums = new Float64Array(4 * creatives)
  }

  add(creative: number, expected: number, observed: number, free: number): void {
    this.expected.push(expected)
    this.observed.push(observed)
    this.free.push(free)
    const { sums } = this
    const at = 4 * creative
    sums[at] = (sums[at] ?? 0) + (free > 0 ? (observed - expected) ** 2 / expected : 0)
    sums[at + 1] = (sums[at + 1] ?? 0) + free
    sums[at + 2] = (sums[at + 2] ?? 0) + expected
    sums[at + 3] = (sums[at + 3] ?? 0) + expected * expected
  }

  /** Over-dispersion of the account; the assumed one when nothing was added. */
  account(): DispersionModel {
    return fitDispersion(this.expected, this.observed, this.free)
  }

  of(creative: number): PearsonSums {
    const at = 4 * creative
    const [chiSquare, degreesOfFreedom, expected, expectedSquared] = this.sums.subarray(at, at + 4)
    return {
      chiSquare: chiSquare ?? 0,
      degreesOfFreedom: degreesOfFreedom ?? 0,
      expected: expected ?? 0,
      expectedSquared: expectedSquared ?? 0,
    }
  }
}
