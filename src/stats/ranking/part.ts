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
  const most = creatives.reduce((sum, i) => sum + (table.start[i + 1] ?? 0) - (table.start[i] ?? 0), 0)
  const start = new Int32Array(creatives.length + 1)
  const stratum = new Int32Array(most)
  const exposure = new Float64Array(most)
  const conversions = new Float64Array(most)
  let count = 0
  for (let position = 0; position < creatives.length; position++) {
    const i = creatives[position] ?? 0
    const end = table.start[i + 1] ?? 0
    for (let k = table.start[i] ?? 0; k < end; k++) {
      const s = local[table.stratum[k] ?? 0] ?? -1
      if (s < 0) continue
      stratum[count] = s
      exposure[count] = table.exposure[k] ?? 0
      conversions[count] = table.conversions[k] ?? 0
      count++
    }
    start[position + 1] = count
  }
  const shares = Float64Array.from(strata, (s) => mix[s] ?? 0)
  const total = shares.reduce((a, b) => a + b, 0)
  return {
    creatives,
    strata,
    start,
    stratum: stratum.subarray(0, count),
    exposure: exposure.subarray(0, count),
    conversions: conversions.subarray(0, count),
    mix: total > 0 ? shares.map((share) => share / total) : shares.fill(1 / Math.max(1, shares.length)),
  }
}
