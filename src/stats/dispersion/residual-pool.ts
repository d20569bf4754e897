import type { PearsonSums } from './creative-phi.ts'
import { fitDispersion } from './fit.ts'
import { ResidualColumns } from './residual-columns.ts'
import type { DispersionModel } from './types.ts'

/** Collects residual blocks: all of them for the account's fit, sums of them for each creative. */
export class ResidualPool {
  private readonly columns = new ResidualColumns()
  private readonly sums: Float64Array

  constructor(creatives: number) {
    this.sums = new Float64Array(4 * creatives)
  }

  add(creative: number, expected: number, observed: number, free: number): void {
    this.columns.add(expected, observed, free)
    const { sums } = this
    const at = 4 * creative
    sums[at] = (sums[at] ?? 0) + (free > 0 ? (observed - expected) ** 2 / expected : 0)
    sums[at + 1] = (sums[at + 1] ?? 0) + free
    sums[at + 2] = (sums[at + 2] ?? 0) + expected
    sums[at + 3] = (sums[at + 3] ?? 0) + expected * expected
  }

  /** Over-dispersion of the account; the assumed one when nothing was added. */
  account(): DispersionModel {
    return fitDispersion(this.columns)
  }

  of(creative: number): PearsonSums {
    const { sums } = this
    const at = 4 * creative
    return {
      chiSquare: sums[at] ?? 0,
      degreesOfFreedom: sums[at + 1] ?? 0,
      expected: sums[at + 2] ?? 0,
      expectedSquared: sums[at + 3] ?? 0,
    }
  }
}
