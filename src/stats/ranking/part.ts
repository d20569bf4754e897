import type { Components } from './components.ts'
import type { CellTable } from './table.ts'

/** One component with its own numbering: the cells of its creative i are [start[i], start[i + 1]). */
export interface Part {
  /** Position of each creative and stratum in the table. */
  readonly creatives: Int32Array
  readonly strata: Int32Array
  readonly start: Int32Array
  readonly stratum: Int32Array
  readonly exposure: Float64Array
  readonly conversions: Float64Array
  /** Mix of exposure over its strata, summing to 1. */
  readonly mix: Float64Array
}

/** The cells of one component. Exposure of its creatives in strata of another component is left out. */
export function componentPart(
  table: CellTable,
  components: Components,
  number: number,
  mix: Float64Array,
): Part {
  const creatives = components.members[number] ?? new Int32Array()
  const strata = components.strataOf[number] ?? new Int32Array()
  const local = new Int32Array(table.strata.length).fill(-1)
  strata.forEach((s, position) => {
    local[s] = position
  })
  const start = new Int32Array(creatives.length + 1)
  const stratum: number[] = []
  const exposure: number[] = []
  const conversions: number[] = []
  creatives.forEach((i, position) => {
    for (let k = table.start[i] ?? 0; k < (table.start[i + 1] ?? 0); k++) {
      const s = local[table.stratum[k] ?? 0] ?? -1
      if (s < 0) continue
      stratum.push(s)
      exposure.push(table.exposure[k] ?? 0)
      conversions.push(table.conversions[k] ?? 0)
    }
    start[position + 1] = stratum.length
  })
  const shares = Float64Array.from(strata, (s) => mix[s] ?? 0)
  const total = shares.reduce((a, b) => a + b, 0)
  return {
    creatives,
    strata,
    start,
    stratum: Int32Array.from(stratum),
    exposure: Float64Array.from(exposure),
    conversions: Float64Array.from(conversions),
    mix: total > 0 ? shares.map((share) => share / total) : shares.fill(1 / Math.max(1, shares.length)),
  }
}
