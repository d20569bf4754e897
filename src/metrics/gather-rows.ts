import { ORGANIC } from '#schema/organic.ts'
import type { SqlCell, SqlRow } from '#warehouse/warehouse.ts'
import { hasNames } from './compile-parts.ts'
import { inSlices } from './in-slices.ts'
import { cohortOf, componentKey } from './metric.ts'
import type { Plan } from './plan.ts'
import type { Settlement } from './settle/settlement.ts'

/** What one network contributes to an answered row. */
export interface AnsweredPart {
  readonly network: string
  /** Sum per component, `null` where nobody knows it. */
  readonly components: Readonly<Record<string, number | null>>
  readonly basis: Readonly<Record<string, string>>
  /** Reason per component that is `null`. */
  readonly unknown: Readonly<Record<string, string>>
  /** Reason per component whose sum leaves something out: money without a rate. It enters no ratio. */
  readonly incomplete: Readonly<Record<string, string>>
}

/** One answered row: a key and a name per grouping, and what each network contributes. */
export interface AnsweredRow {
  readonly keys: readonly (string | null)[]
  readonly names: readonly (string | null)[]
  readonly parts: readonly AnsweredPart[]
}

const NOBODY = 'nobody reports it'
const ONLY_REENGAGEMENT = 'only re-engagement is reported here, and rates of installs count acquisition'

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

/** What was delivered, or reported at all, and has no row in a report that covers it happened 0 times. */
function countAbsentAsZero(
  plan: Plan,
  network: string,
  settlement: Settlement,
  part: {
    components: Record<string, number | null>
    basis: Record<string, string>
    unknown: Record<string, string>
  },
): void {
  const told = new Set(
    plan.components.flatMap(({ key, component }) => {
      const cohort = cohortOf(component)
      return cohort === null || part.components[key] === null ? [] : [componentKey(cohort)]
    }),
  )
  for (const { key, component } of plan.components) {
    const settled = settlement.get(key)?.get(network)
    if (component.from !== 'outcome' || part.components[key] !== null) continue
    const cohort = cohortOf(component)
    if (cohort !== null && !told.has(componentKey(cohort))) continue
    if (settled?.kind !== 'answered' || !settled.absentIsZero) continue
    part.components[key] = 0
    part.basis[key] = settled.basis
    delete part.unknown[key]
  }
}

/** Currencies without a rate of which this row holds money. */
export function unconvertedCurrencies({ unconverted }: SqlRow): readonly string[] {
  if (typeof unconverted !== 'string') return []
  return unconverted
    .replaceAll(/[[\]\s']/g, '')
    .split(',')
    .filter((currency) => currency !== '')
}

function incompleteMoney(plan: Plan, row: SqlRow): Readonly<Record<string, string>> {
  const currencies = unconvertedCurrencies(row)
  if (currencies.length === 0) return {}
  const reason = `money in ${currencies.join(', ')} has no rate to ${plan.currency ?? 'the project currency'}`
  const money = plan.components.filter(({ component }) =>
    component.from === 'delivery' ? component.measure === 'spend' : component.part === 'value',
  )
  return Object.fromEntries(money.map(({ key }) => [key, reason]))
}

function readPart(plan: Plan, row: SqlRow, settlement: Settlement): AnsweredPart {
  const network = textOrNull(row.network) ?? ''
  const components: Record<string, number | null> = {}
  const basis: Record<string, string> = {}
  const unknown: Record<string, string> = {}
  for (const { key, component } of plan.components) {
    const settled = settlement.get(key)?.get(network)
    components[key] = null
    if (settled?.kind !== 'answered') {
      unknown[key] = settled?.reason ?? NOBODY
      continue
    }
    const amount = row[settled.column]
    if (typeof amount !== 'number') {
      const cohort = cohortOf(component)
      unknown[key] = component.acquisition
        ? ONLY_REENGAGEMENT
        : cohort === null
          ? `none is reported here on the basis ${settled.basis}`
          : `no users here are known to be past day ${cohort.cohort} on the basis ${settled.basis}`
      continue
    }
    if (amount === 0 && network === ORGANIC && component.from === 'delivery') {
      unknown[key] = 'organic: no advertising belongs to it'
      continue
    }
    components[key] = amount
    basis[key] = settled.basis
  }
  const delivery = plan.components.filter(({ component }) => component.from === 'delivery')
  if (delivery.length === 0 || delivery.some(({ key }) => (components[key] ?? null) !== null))
    countAbsentAsZero(plan, network, settlement, { components, basis, unknown })
  return {
    network,
    components,
    basis,
    unknown,
    incomplete: incompleteMoney(plan, row),
  }
}

interface Total {
  readonly network: string
  readonly components: Record<string, number | null>
  readonly basis: Record<string, string>
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
  Object.assign(total.basis, basis)
  Object.assign(total.incomplete, incomplete)
}

const NUMBER_COLUMN = /^c\d+_\d+$/

/** Whether all a row holds are numbers of a basis that does not answer: it says nothing about its group. */
function isOutvoted(row: SqlRow, { components, network }: AnsweredPart, settlement: Settlement): boolean {
  return (
    Object.entries(components).every(
      ([key, amount]) => amount === null && settlement.get(key)?.get(network)?.kind === 'answered',
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
  await inSlices(rows, (row) => {
    const keys = rowKeys(plan, row)
    const id = rowKey(keys)
    const part = readPart(plan, row, settlement)
    if (isOutvoted(row, part, settlement)) return
    const group = groups.get(id)
    if (group) group.parts.push(part)
    else {
      const names = plan.groupings.map((grouping, index) =>
        textOrNull(row[`${hasNames(grouping) ? 'n' : 'k'}${index}`]),
      )
      groups.set(id, { keys, names, parts: [part] })
    }
    const total = totals.get(part.network)
    if (total) addTo(total, part)
    else totals.set(part.network, beginTotal(part))
  })
  // The store answers in any order; sums of decimals must not depend on it.
  const ordered = [...groups].sort(([one], [other]) => compareTexts(one, other)).map(([, group]) => group)
  for (const { parts } of ordered) parts.sort(byNetwork)
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
    for (const [key, own] of Object.entries(basis)) bases.set(key, (bases.get(key) ?? new Set()).add(own))
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
  return parts.filter(({ incomplete }) => keys.every((key) => !(key in incomplete)))
}

/**
 * The parts of a row on which all components are known. A ratio counts these alone: installs of a network
 * whose impressions nobody reports (organic ones first of all) belong to no impressions.
 */
export function partsWithAll(
  parts: readonly AnsweredPart[],
  keys: readonly string[],
): readonly AnsweredPart[] {
  return parts.filter(({ components }) => keys.every((key) => (components[key] ?? null) !== null))
}

/** The parts of a row on which both components are known. */
export function partsWithBoth(
  parts: readonly AnsweredPart[],
  one: string,
  other: string,
): readonly AnsweredPart[] {
  return partsWithAll(parts, [one, other])
}
