import { type NotComputed, notComputed } from '../not-computed.ts'
import { unexplained } from './fixed-columns.ts'
import type { ElementPair } from './types.ts'

const LEAST_CREATIVES = 3
const SAME = 0.9
const OFTEN = 0.7
/** Values that are told apart at once: beyond it those carried least are left out. */
const MOST_VALUES = 400
const MOST_PAIRS = 20

/** A value that enough creatives carry, and enough others do not. */
export interface CarriedValue {
  readonly element: number
  readonly value: string
  readonly members: Int32Array
  /** Why it has no effect of its own, or null where it has. */
  readonly reason: NotComputed | null
  /** Place of those that cannot be told apart from it and share its effect. */
  readonly alike: readonly { readonly at: number; readonly correlation: number }[]
}

export interface CarriedValues {
  readonly values: readonly CarriedValue[]
  /** Creatives whose value of the element is known, and those whose value is carried by too few. */
  readonly known: readonly number[]
  readonly rare: readonly number[]
  readonly rareMembers: readonly Int32Array[]
  readonly missing: readonly Int32Array[]
  readonly together: readonly ElementPair[]
}

/** Which values of each element can be told apart from each other and from what is held fixed. */
export function carriedValues(
  elements: readonly string[],
  creatives: readonly { readonly values: readonly (string | null)[] }[],
  fixed: readonly Float64Array[],
): CarriedValues {
  const count = creatives.length
  const members = elements.map((_, e) => {
    const found = new Map<string, number[]>()
    creatives.forEach(({ values }, i) => {
      const value = values[e] ?? null
      if (value === null) return
      const known = found.get(value)
      if (known === undefined) found.set(value, [i])
      else known.push(i)
    })
    return found
  })
  const known = members.map((own) => own.values().reduce((sum, { length }) => sum + length, 0))
  const carried = members
    .flatMap((own, element) =>
      [...own]
        .filter(
          ([, { length }]) => length >= LEAST_CREATIVES && (known[element] ?? 0) - length >= LEAST_CREATIVES,
        )
        .map(([value, list]) => ({ element, value, members: Int32Array.from(list) })),
    )
    .toSorted((a, b) => b.members.length - a.members.length)
    .slice(0, MOST_VALUES)
    .toSorted(
      (a, b) => a.element - b.element || b.members.length - a.members.length || (a.value < b.value ? -1 : 1),
    )
  const isCarried = new Set(carried.map(({ element, value }) => `${element} ${value}`))
  const rareMembers = members.map((own, element) =>
    Int32Array.from(
      [...own]
        .flatMap(([value, list]) => (isCarried.has(`${element} ${value}`) ? [] : list))
        .toSorted((a, b) => a - b),
    ),
  )
  const held = carried.map(({ members: own }) => {
    if (fixed.length === 1) return false
    const column = new Float64Array(count)
    for (const i of own) column[i] = 1
    return unexplained(column, fixed) < 1 - SAME ** 2
  })
  const { first, correlationToFirst, together } = compare(carried, elements, held, count)
  const values = carried.map((own, at): CarriedValue => {
    const representative = first[at] ?? at
    const correlation = correlationToFirst[at] ?? 1
    const alike = carried.flatMap((_, other) =>
      other !== at && first[other] === at ? [{ at: other, correlation: correlationToFirst[other] ?? 1 }] : [],
    )
    const model = carried[representative]
    const reason = held[at]
      ? notComputed(
          'not_comparable',
          'it differs only between groups that are compared apart (places, format, quarter of the launch)',
        )
      : representative === at || model === undefined
        ? null
        : notComputed(
            'not_comparable',
            `it cannot be told apart from ${correlation < 0 ? 'the lack of ' : ''}${elements[model.element]} = ${model.value}`,
          )
    return { ...own, reason, alike }
  })
  return {
    values,
    known,
    rare: members.map(
      (own, element) => [...own.keys()].filter((value) => !isCarried.has(`${element} ${value}`)).length,
    ),
    rareMembers,
    missing: elements.map((_, e) =>
      Int32Array.from(creatives.keys().filter((i) => (creatives[i]?.values[e] ?? null) === null)),
    ),
    together,
  }
}

type Carried = Pick<CarriedValue, 'element' | 'value' | 'members'>

/** Correlations between values of different elements: the first one of those that are the same, and pairs that often are. */
function compare(
  carried: readonly Carried[],
  elements: readonly string[],
  held: readonly boolean[],
  count: number,
) {
  const size = carried.length
  const carriedBy: number[][] = Array.from({ length: count }, () => [])
  carried.forEach(({ members }, at) => {
    for (const i of members) carriedBy[i]?.push(at)
  })
  const both = new Float64Array(size * size)
  for (const own of carriedBy)
    for (const a of own) for (const b of own) both[a * size + b] = (both[a * size + b] ?? 0) + 1
  const first = Array.from(carried.keys())
  const correlationToFirst = new Array<number>(size).fill(1)
  const pairs: ElementPair[] = []
  for (let b = 0; b < size; b++) {
    const two = carried[b]
    for (let a = 0; a < b; a++) {
      const one = carried[a]
      if (one === undefined || two === undefined || one.element === two.element || held[a] || held[b])
        continue
      const [m, n] = [one.members.length, two.members.length]
      const spread = Math.sqrt(m * (count - m)) * Math.sqrt(n * (count - n))
      const correlation = spread > 0 ? (count * (both[a * size + b] ?? 0) - m * n) / spread : 0
      if (Math.abs(correlation) >= SAME && first[b] === b && first[a] === a) {
        first[b] = a
        correlationToFirst[b] = correlation
      } else if (Math.abs(correlation) >= OFTEN && Math.abs(correlation) < SAME) {
        const named = ({ element, value }: Carried) => ({ element: elements[element] ?? '', value })
        pairs.push({ values: [named(one), named(two)], correlation })
      }
    }
  }
  const together = pairs
    .toSorted((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation))
    .slice(0, MOST_PAIRS)
  return { first, correlationToFirst, together }
}
