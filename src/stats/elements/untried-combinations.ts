import { type Computed, notComputed } from '../not-computed.ts'
import { normalCdf, normalQuantile } from '../special/normal.ts'
import type { CarriedValue } from './carried-values.ts'
import type { ElementDesign } from './element-design.ts'
import type { SpreadFit } from './fit-spreads.ts'
import type { ElementCreative, UntriedCombination, UntriedCombinations } from './types.ts'

/** Values never met together although chance alone would have brought this many creatives are taken as not possible together. */
const MET_BY_CHANCE = 1
const MOST_CHANGES = 2
const STARTS = 200
const READ = 60
const SHOWN = 20
const MOST_FROM_ONE = 3
const CAUTIOUS = 0.1
/** Elements that are combined: those whose values differ most. */
const MOST_ELEMENTS = 12

interface Candidate {
  readonly at: readonly number[]
  readonly nearest: number
  readonly changed: readonly number[]
  readonly mean: number
}

/** Combinations at most two values away from one that ran, surest first: every value of them is carried, only the combination is new. */
export function untriedCombinations(
  elements: readonly string[],
  creatives: readonly ElementCreative[],
  values: readonly CarriedValue[],
  design: ElementDesign,
  fit: SpreadFit,
  level: number,
): Computed<UntriedCombinations> {
  const merit = values.map((_, at) => meanOf(design.carries[at] ?? new Map(), fit.means))
  const choices = elements
    .map((_, element) =>
      values.flatMap((own, at) => (own.element === element && design.carries[at] ? [at] : [])),
    )
    .filter(({ length }) => length > 1)
    .map((own) => ({ own, range: rangeOf(own.map((at) => merit[at] ?? 0)) }))
    .toSorted((a, b) => b.range - a.range)
    .slice(0, MOST_ELEMENTS)
    .map(({ own }) => own)
    .toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
  if (choices.length < 2)
    return notComputed('not_enough_data', 'fewer than two elements have values that can be combined freely')
  const elementOf = (own: readonly number[]) => values[own[0] ?? 0]?.element ?? 0
  const placeOf = choices.map((own) => new Map(own.map((at) => [values[at]?.value ?? '', at])))
  const tried = new Map<string, { at: number[]; creative: number }>()
  creatives.forEach((creative, i) => {
    const at = choices.flatMap((own, k) => placeOf[k]?.get(creative.values[elementOf(own)] ?? '') ?? [])
    if (at.length === choices.length && !tried.has(at.join(' '))) tried.set(at.join(' '), { at, creative: i })
  })
  if (tried.size === 0)
    return notComputed('not_enough_data', 'no creative has a value of every element that can be combined')
  const sum = (at: readonly number[]) => at.reduce((total, own) => total + (merit[own] ?? 0), 0)
  const goesTogether = compatibility(values, creatives.length)
  const ranInGroup = groupsOf(values, creatives)
  let open = [...tried.values()]
    .map(({ at, creative }): Candidate => ({ at, nearest: creative, changed: [], mean: sum(at) }))
    .toSorted((a, b) => b.mean - a.mean)
    .slice(0, STARTS)
  const found = new Map<string, Candidate>()
  for (let change = 0; change < MOST_CHANGES; change++) {
    const next: Candidate[] = []
    for (const { at, nearest, changed, mean } of open) {
      choices.forEach((own, k) => {
        if (changed.includes(k)) return
        for (const value of own) {
          const gain = (merit[value] ?? 0) - (merit[at[k] ?? 0] ?? 0)
          if (!(gain > 0) || !ranInGroup(value, nearest)) continue
          if (!at.every((other, l) => l === k || goesTogether(other, value))) continue
          const candidate = at.with(k, value)
          const key = candidate.join(' ')
          if (tried.has(key) || found.has(key)) continue
          const own = { at: candidate, nearest, changed: [...changed, k], mean: mean + gain }
          found.set(key, own)
          next.push(own)
        }
      })
    }
    open = next.toSorted((a, b) => b.mean - a.mean).slice(0, STARTS)
  }
  const typical = typicalRow(design, creatives.length)
  const reach = normalQuantile((1 + level) / 2)
  const read = [...found.values()]
    .toSorted((a, b) => b.mean - a.mean)
    .slice(0, READ)
    .map((candidate) => {
      const contrast = new Map([...typical].map(([column, weight]) => [column, -weight]))
      for (const at of candidate.at)
        for (const [column, weight] of design.carries[at] ?? [])
          contrast.set(column, (contrast.get(column) ?? 0) + weight)
      const { mean, variance } = fit.read(contrast)
      const own = Math.sqrt(variance)
      const made = Math.hypot(own, fit.creative)
      return { candidate, mean, own, made, cautious: mean + normalQuantile(CAUTIOUS) * own }
    })
    .toSorted((a, b) => b.cautious - a.cautious)
  const from = new Map<number, number>()
  const combinations = read
    .filter(({ candidate: { nearest } }) => {
      const before = from.get(nearest) ?? 0
      from.set(nearest, before + 1)
      return before < MOST_FROM_ONE
    })
    .slice(0, SHOWN)
    .map(
      ({ candidate, mean, own, made }): UntriedCombination => ({
        values: candidate.at.map((at) => values[at]?.value ?? ''),
        changes: candidate.changed.map((k) => ({
          element: elements[elementOf(choices[k] ?? [])] ?? '',
          value: values[candidate.at[k] ?? 0]?.value ?? '',
        })),
        nearest: creatives[candidate.nearest]?.id ?? '',
        ratio: Math.exp(mean),
        low: Math.exp(mean - reach * own),
        high: Math.exp(mean + reach * own),
        probabilityBetter: normalCdf(mean / made),
        creativeLow: Math.exp(mean - reach * made),
        creativeHigh: Math.exp(mean + reach * made),
      }),
    )
  return { free: choices.map((own) => elements[elementOf(own)] ?? ''), combinations }
}

function rangeOf(numbers: readonly number[]): number {
  return Math.max(...numbers) - Math.min(...numbers)
}

function meanOf(contrast: ReadonlyMap<number, number>, means: Float64Array): number {
  let sum = 0
  for (const [column, weight] of contrast) sum += weight * (means[column] ?? 0)
  return sum
}

/** What an average creative carries of every column. */
function typicalRow({ column, weight }: ElementDesign, count: number): ReadonlyMap<number, number> {
  const row = new Map<number, number>()
  column.forEach((own, m) => {
    row.set(own, (row.get(own) ?? 0) + (weight[m] ?? 0) / count)
  })
  return row
}

/** Whether a value ran in the group of places of a creative: the concept of one game is none of another's. */
function groupsOf(
  values: readonly CarriedValue[],
  creatives: readonly ElementCreative[],
): (value: number, creative: number) => boolean {
  const groupOf = (i: number) => creatives[i]?.within[0] ?? ''
  const ran = values.map(({ members }) => new Set(Array.from(members, groupOf)))
  return (value, creative) => ran[value]?.has(groupOf(creative)) === true
}

/** Whether two values were met together, or are too rare for that to be told. */
function compatibility(values: readonly CarriedValue[], count: number): (a: number, b: number) => boolean {
  const sets = values.map(({ members }) => new Set(members))
  const known = new Int8Array(values.length ** 2)
  return (a, b) => {
    const at = Math.min(a, b) * values.length + Math.max(a, b)
    if (known[at] === 0) {
      const [one, other] = [sets[a] ?? new Set(), sets[b] ?? new Set()]
      const expected = (one.size * other.size) / count
      known[at] = expected < MET_BY_CHANCE || !one.isDisjointFrom(other) ? 1 : -1
    }
    return known[at] === 1
  }
}
