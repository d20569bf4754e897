import { unexplained } from './fixed-columns.ts'

const LEAST_CREATIVES = 3
const NEW_SHARE = 1e-6
/** Beyond this share of all creatives, columns take more than they tell. */
const MOST_SHARE = 0.1
/** A value of another element that all but tells who is without one is to keep its effect. */
const TOLD_BY_VALUES = 0.81

type Values = readonly (string | null)[]

/** Creatives whose value of an element is not known, held fixed: what sets them apart then says nothing of the values. */
export interface UnknownColumns {
  readonly columns: readonly Float64Array[]
  /** Whether creatives without a value of each element are set apart by what is held fixed or by values of other elements. */
  readonly isApart: readonly boolean[]
}

/** A fixed column for each group of creatives without a value of some element, at most so many, the largest groups first. */
export function unknownColumns(
  missing: readonly Int32Array[],
  values: readonly Values[],
  fixed: readonly Float64Array[],
  mostColumns: number,
): UnknownColumns {
  const most = Math.min(mostColumns, Math.floor(values.length * MOST_SHARE))
  const columns: Float64Array[] = []
  const isApart = missing.map(() => false)
  const patterns = Map.groupBy(missing.keys(), (element) => (missing[element] ?? []).join(' '))
  const groups = [...patterns.values()]
    .map((elements) => ({ elements, members: missing[elements[0] ?? 0] ?? new Int32Array() }))
    .filter(({ members }) => members.length >= LEAST_CREATIVES)
    .toSorted((a, b) => b.members.length - a.members.length)
  for (const { elements, members } of groups) {
    const column = new Float64Array(values.length)
    for (const i of members) column[i] = 1
    const isTold =
      unexplained(column, [...fixed, ...columns]) <= NEW_SHARE ||
      toldByValues(column, values) >= TOLD_BY_VALUES
    if (!isTold && columns.length >= most) continue
    if (!isTold) columns.push(column)
    for (const element of elements) isApart[element] = true
  }
  return { columns, isApart }
}

/** The largest share of a column's variation that the values of one element explain, among creatives that have one. */
function toldByValues(column: Float64Array, values: readonly Values[]): number {
  const elements = values[0]?.length ?? 0
  let told = 0
  for (let element = 0; element < elements; element += 1) {
    const groups = new Map<string, { size: number; without: number }>()
    values.forEach((own, i) => {
      const value = own[element] ?? null
      if (value === null) return
      const group = groups.get(value) ?? { size: 0, without: 0 }
      groups.set(value, { size: group.size + 1, without: group.without + (column[i] ?? 0) })
    })
    const all = groups.values().reduce((sum, { size }) => sum + size, 0)
    const without = groups.values().reduce((sum, own) => sum + own.without, 0)
    const varies = without * (1 - without / all)
    const between = groups.values().reduce((sum, own) => sum + own.without ** 2 / own.size, 0)
    if (varies > 0) told = Math.max(told, (between - without ** 2 / all) / varies)
  }
  return told
}
