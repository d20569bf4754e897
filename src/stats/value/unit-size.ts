import { normalQuantile } from '../special/normal.ts'
import { studentQuantile } from '../special/student-t.ts'

/** What one object earned on its exposure in one period, such as the revenue of a day's installs. */
export interface AmountCell {
  readonly amount: number
  readonly exposure: number
}

/** How large the lumps are that an amount comes in: its variance is `size` × its expectation. */
export interface UnitSize {
  readonly size: number
  readonly degreesOfFreedom: number
}

const PRIOR_DEGREES = 30
const UPPER = 0.975

/** Factor on a size that pays for estimating it: (t ÷ z)². */
function widening(degreesOfFreedom: number): number {
  return (studentQuantile(UPPER, degreesOfFreedom) / normalQuantile(UPPER)) ** 2
}

/** Σ (amount − expected)² ÷ expected over the cells of one object, with their degrees of freedom. */
function pearson(cells: readonly AmountCell[]): { sum: number; degreesOfFreedom: number } {
  let amount = 0
  let exposure = 0
  let used = 0
  for (const cell of cells) {
    if (!(cell.exposure > 0)) continue
    amount += cell.amount
    exposure += cell.exposure
    used += 1
  }
  if (used < 2 || !(amount > 0)) return { sum: 0, degreesOfFreedom: 0 }
  let sum = 0
  for (const cell of cells) {
    if (!(cell.exposure > 0)) continue
    const expected = (amount * cell.exposure) / exposure
    sum += (cell.amount - expected) ** 2 / expected
  }
  return { sum, degreesOfFreedom: used - 1 }
}

/**
 * The unit size of every object, drawn to that of all of them as 30 further degrees of freedom and widened for being
 * estimated; `null` when no object has two cells with something earned.
 */
export function unitSizes(
  objects: readonly (readonly AmountCell[])[],
  least: number,
): { readonly all: UnitSize; readonly each: Float64Array } | null {
  const own = objects.map(pearson)
  const degreesOfFreedom = own.reduce((total, { degreesOfFreedom: free }) => total + free, 0)
  const sum = own.reduce((total, object) => total + object.sum, 0)
  if (degreesOfFreedom === 0 || !(sum > 0 || least > 0)) return null
  const common = Math.max(least, sum / degreesOfFreedom)
  const wider = widening(degreesOfFreedom)
  const each = Float64Array.from(own, (object) => {
    const free = PRIOR_DEGREES + object.degreesOfFreedom
    const mixed = (PRIOR_DEGREES * common + object.sum) / free
    return Math.max(least, mixed) * wider
  })
  return { all: { size: common, degreesOfFreedom }, each }
}
