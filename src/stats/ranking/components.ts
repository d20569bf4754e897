import type { CellTable } from './table.ts'

export interface Components {
  /** Component of each creative; 0 has the most exposure. */
  readonly creative: Int32Array
  readonly count: number
  /** Creatives and strata of each component. Strata without any conversion are in none. */
  readonly members: readonly Int32Array[]
  readonly strataOf: readonly Int32Array[]
}

/**
 * Sets of creatives and strata tied together by creatives that converted in several strata: only inside one can rates of
 * strata be told apart from the creatives shown there. A creative without conversions joins where it was shown most.
 */
export function findComponents(table: CellTable): Components {
  const { start, stratum, exposure, conversions } = table
  const parent = Int32Array.from(table.strata.keys())
  const converted = new Uint8Array(parent.length)
  const root = (s: number): number => {
    let r = s
    while ((parent[r] ?? r) !== r) r = parent[r] ?? r
    parent[s] = r
    return r
  }
  const home = new Int32Array(table.creatives)
  for (let i = 0; i < table.creatives; i++) {
    let tied = -1
    let most = -1
    for (let k = start[i] ?? 0; k < (start[i + 1] ?? 0); k++) {
      const s = stratum[k] ?? 0
      if (most < 0 || (exposure[k] ?? 0) > (exposure[most] ?? 0)) most = k
      if ((conversions[k] ?? 0) <= 0) continue
      converted[s] = 1
      if (tied >= 0) parent[root(s)] = root(tied)
      tied = s
    }
    home[i] = tied >= 0 ? tied : (stratum[most] ?? 0)
  }
  const size = new Map<number, number>()
  for (let i = 0; i < table.creatives; i++) {
    const r = root(home[i] ?? 0)
    let shown = 0
    for (let k = start[i] ?? 0; k < (start[i + 1] ?? 0); k++) shown += exposure[k] ?? 0
    size.set(r, (size.get(r) ?? 0) + shown)
  }
  const order = [...size.keys()].sort((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0))
  const number = new Map(order.map((r, position) => [r, position]))
  const creative = home.map((s) => number.get(root(s)) ?? -1)
  const stratumComponent = Int32Array.from(parent.keys(), (s) =>
    converted[s] === 1 ? (number.get(root(s)) ?? -1) : -1,
  )
  return {
    creative,
    count: order.length,
    members: grouped(creative, order.length),
    strataOf: grouped(stratumComponent, order.length),
  }
}

function grouped(component: Int32Array, count: number): Int32Array[] {
  const lists: number[][] = Array.from({ length: count }, () => [])
  component.forEach((number, i) => {
    lists[number]?.push(i)
  })
  return lists.map((list) => Int32Array.from(list))
}
