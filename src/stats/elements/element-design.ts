import type { CarriedValues } from './carried-values.ts'

/** A weighted sum of coefficients. */
export type Contrast = ReadonlyMap<number, number>

/** Random columns of the model, sparse by creative. Any two values of an element differ by one spread. */
export interface ElementDesign {
  readonly columns: number
  /** Columns of creative i are [start[i], start[i + 1]). */
  readonly start: Int32Array
  readonly column: Int32Array
  readonly weight: Float64Array
  /** Of each carried value: what it adds to a creative, and how it differs from the other values; null where not modelled. */
  readonly carries: readonly (Contrast | null)[]
  readonly differs: readonly (Contrast | null)[]
}

const LEAST_MISSING = 3

interface Level {
  /** Place among the carried values; null for those carried by too few, together. */
  readonly at: number | null
  readonly members: Int32Array
}

/** The columns of what can be told apart; creatives without a value have a random one only where nothing else sets them apart. */
export function elementDesign(
  { values, rareMembers, missing }: CarriedValues,
  count: number,
  isApart: readonly boolean[],
): ElementDesign {
  const entries: [number, number][][] = Array.from({ length: count }, () => [])
  const carries = new Array<Contrast | null>(values.length).fill(null)
  const differs = new Array<Contrast | null>(values.length).fill(null)
  let columns = 0
  const add = (members: Int32Array, column: number, weight: number) => {
    for (const i of members) entries[i]?.push([column, weight])
  }
  const patterns = new Set<string>()
  rareMembers.forEach((rare, element) => {
    const levels: Level[] = values.flatMap((own, at) =>
      own.element === element && own.reason === null ? [{ at, members: own.members }] : [],
    )
    if (levels.length === 0) return
    if (rare.length > 0) levels.push({ at: null, members: rare })
    const from = columns
    const kept = (k: number, own: Contrast, difference: Contrast) => {
      const at = levels[k]?.at ?? null
      if (at === null) return
      carries[at] = own
      differs[at] = difference
    }
    const without = missing[element] ?? new Int32Array()
    if (levels.length <= 2) {
      // The rarer one counts 1, the other 0, an unknown one half: few entries, and one coefficient that is the difference.
      const rarer = levels.reduce(
        (least, { members }, k) => (members.length < (levels[least]?.members.length ?? 0) ? k : least),
        0,
      )
      levels.forEach(({ members }, k) => {
        if (k === rarer) add(members, from, 1)
        kept(k, new Map([[from, k === rarer ? 1 : 0]]), new Map([[from, k === rarer ? 1 : -1]]))
      })
      add(without, from, 0.5)
      columns += 1
    } else {
      const all = levels.reduce((sum, { members }) => sum + members.length, 0)
      levels.forEach(({ members }, k) => {
        add(members, from + k, Math.SQRT1_2)
        const difference = levels.map((other, l) => {
          const share = l === k ? 1 : -other.members.length / (all - members.length)
          return [from + l, Math.SQRT1_2 * share] as const
        })
        kept(k, new Map([[from + k, Math.SQRT1_2]]), new Map(difference))
      })
      columns += levels.length
    }
    const pattern = without.join(' ')
    if (isApart[element] || without.length < LEAST_MISSING || patterns.has(pattern)) return
    patterns.add(pattern)
    add(without, columns, Math.SQRT1_2)
    columns += 1
  })
  const start = new Int32Array(count + 1)
  entries.forEach((own, i) => {
    start[i + 1] = (start[i] ?? 0) + own.length
  })
  const flat = entries.flatMap((own) => own.toSorted(([a], [b]) => a - b))
  return {
    columns,
    start,
    column: Int32Array.from(flat, ([column]) => column),
    weight: Float64Array.from(flat, ([, weight]) => weight),
    carries,
    differs,
  }
}
