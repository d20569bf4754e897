import type { SqlCell, SqlRow } from '#warehouse/warehouse.ts'
import { hasNames } from './compile-parts.ts'
import { inSlices } from './in-slices.ts'
import type { Plan } from './plan.ts'
import { type AnsweredPart, NOBODY, PartReader } from './read-parts.ts'
import { placeOfRow } from './settle/place.ts'
import type { Settlement } from './settle/settlement.ts'

/** One answered row: a key and a name per grouping, and what each network contributes. */
export interface AnsweredRow {
  readonly keys: readonly (string | null)[]
  readonly names: readonly (string | null)[]
  readonly parts: readonly AnsweredPart[]
}

function textOrNull(value: SqlCell | undefined): string | null {
  return value === null || value === undefined ? null : String(value)
}

/** The keys of a row of the store's answer, one per grouping. */
export function rowKeys({ groupings }: Plan, row: SqlRow): (string | null)[] {
  return groupings.map((_, index) => textOrNull(row[`k${index}`]))
}

/** One text for all keys of a row. */
export function rowKey(keys: readonly (string | null)[]): string {
  return keys.length === 1 ? (keys[0] ?? '\u0000') : JSON.stringify(keys)
}

interface Total {
  readonly network: string
  readonly components: Record<string, number | null>
  readonly basis: Record<string, readonly string[]>
  readonly unknown: Readonly<Record<string, string>>
  readonly incomplete: Record<string, string>
}

function beginTotal({ network, components, basis, unknown, incomplete }: AnsweredPart): Total {
  return {
    network,
    components: { ...components },
    basis: { ...basis },
    unknown,
    incomplete: { ...incomplete },
  }
}

function addTo(total: Total, { components, basis, incomplete }: AnsweredPart): void {
  for (const key in components) {
    const amount = components[key] ?? null
    if (amount !== null) total.components[key] = (total.components[key] ?? 0) + amount
  }
  for (const key in basis) {
    const own = basis[key] ?? []
    const known = total.basis[key] ?? own
    total.basis[key] = own.every((one) => known.includes(one)) ? known : [...known, ...own]
  }
  Object.assign(total.incomplete, incomplete)
}

/** The parts of a row with all apps of a network as one. */
function addedByNetwork(parts: readonly AnsweredPart[]): AnsweredPart[] {
  const networks = new Map<string, Total>()
  for (const part of parts) {
    const known = networks.get(part.network)
    if (known === undefined) networks.set(part.network, beginTotal(part))
    else addTo(known, part)
  }
  return [...networks.values()]
}

const NUMBER_COLUMN = /^c\d+_\d+$/

/** Whether all a row holds are numbers of a basis that does not answer: it says nothing about its group. */
function isOutvoted(row: SqlRow, { components }: AnsweredPart, settlement: Settlement): boolean {
  const place = placeOfRow(row)
  return (
    Object.entries(components).every(
      ([key, amount]) => amount === null && settlement.get(key)?.get(place)?.kind === 'answered',
    ) &&
    Object.entries(row).some(([column, value]) => typeof value === 'number' && NUMBER_COLUMN.test(column))
  )
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

const byNetwork = (one: AnsweredPart, other: AnsweredPart) => compareTexts(one.network, other.network)

/** Gathers the store's rows, one per group and network, into answered rows and their total. */
export async function gatherRows(
  plan: Plan,
  rows: readonly SqlRow[],
  settlement: Settlement,
): Promise<{ groups: readonly AnsweredRow[]; totals: AnsweredRow }> {
  const groups = new Map<
    string,
    { keys: (string | null)[]; names: (string | null)[]; parts: AnsweredPart[] }
  >()
  const totals = new Map<string, Total>()
  const reader = new PartReader(plan, settlement)
  const keyColumns = plan.groupings.map((_, index) => `k${index}`)
  const nameColumns = plan.groupings.map((grouping, index) => `${hasNames(grouping) ? 'n' : 'k'}${index}`)
  await inSlices(rows, (row) => {
    const keys = keyColumns.map((column) => textOrNull(row[column]))
    const id = rowKey(keys)
    const part = reader.read(row)
    if (isOutvoted(row, part, settlement)) return
    const group = groups.get(id)
    if (group) group.parts.push(part)
    else {
      const names = nameColumns.map((column) => textOrNull(row[column]))
      groups.set(id, { keys, names, parts: [part] })
    }
    const total = totals.get(part.network)
    if (total) addTo(total, part)
    else totals.set(part.network, beginTotal(part))
  })
  // The store answers in any order; sums of decimals must not depend on it.
  const ordered = [...groups]
    .sort(([one], [other]) => compareTexts(one, other))
    .map(([, group]) =>
      plan.settledApps.size === 0 ? group : { ...group, parts: addedByNetwork(group.parts) },
    )
  for (const { parts } of ordered) if (parts.length > 1) parts.sort(byNetwork)
  return { groups: ordered, totals: { keys: [], names: [], parts: [...totals.values()].sort(byNetwork) } }
}

/** The networks of a row. */
export function networksOf({ parts }: AnsweredRow): readonly string[] {
  return [...new Set(parts.map(({ network }) => network).filter((network) => network !== ''))]
}

/** Every basis that answers each component of a row. */
export function basisOf({ parts }: AnsweredRow): Readonly<Record<string, readonly string[]>> {
  const bases = new Map<string, Set<string>>()
  for (const { basis } of parts) {
    for (const [key, own] of Object.entries(basis)) {
      const known = bases.get(key) ?? new Set()
      for (const one of own) known.add(one)
      bases.set(key, known)
    }
  }
  return Object.fromEntries([...bases].map(([key, own]) => [key, [...own].sort()]))
}

/** The sum of a component over the networks of a row, or `null` with the reason nobody knows it. */
export function sumOfParts(
  parts: readonly AnsweredPart[],
  key: string,
): { readonly value: number; readonly reason: null } | { readonly value: null; readonly reason: string } {
  let value: number | null = null
  let reason: string | undefined
  for (const { components, unknown } of parts) {
    const amount = components[key] ?? null
    if (amount === null) reason ??= unknown[key]
    else value = (value ?? 0) + amount
  }
  return value === null ? { value, reason: reason ?? NOBODY } : { value, reason: null }
}

/** The parts of a row whose sums of these components leave nothing out. */
export function completeParts(
  parts: readonly AnsweredPart[],
  keys: readonly string[],
): readonly AnsweredPart[] {
  const leavesOut = ({ incomplete }: AnsweredPart) => keys.some((key) => key in incomplete)
  return parts.some(leavesOut) ? parts.filter((part) => !leavesOut(part)) : parts
}

/**
 * The parts of a row on which all components are known. A ratio counts these alone: installs of a network
 * whose impressions nobody reports (organic ones first of all) belong to no impressions.
 */
export function partsWithAll(
  parts: readonly AnsweredPart[],
  keys: readonly string[],
): readonly AnsweredPart[] {
  const lacks = ({ components }: AnsweredPart) => keys.some((key) => (components[key] ?? null) === null)
  return parts.some(lacks) ? parts.filter((part) => !lacks(part)) : parts
}

/** The parts of a row on which both components are known. */
export function partsWithBoth(
  parts: readonly AnsweredPart[],
  one: string,
  other: string,
): readonly AnsweredPart[] {
  return partsWithAll(parts, [one, other])
}
