import { ORGANIC } from '#schema/organic.ts'
import type { SqlRow } from '#warehouse/warehouse.ts'
import { cohortOf, componentKey, isMoney } from './metric.ts'
import type { Plan, PlannedComponent } from './plan.ts'
import { placeOfRow } from './settle/place.ts'
import type { Settled, Settlement } from './settle/settlement.ts'

/** Why a component is unknown that no load tells of. */
export const NOBODY = 'nobody reports it'
const ONLY_REENGAGEMENT = 'only re-engagement is reported here, and rates of installs count acquisition'
const ORGANIC_DELIVERY = 'organic: no advertising belongs to it'
const NONE: Readonly<Record<string, string>> = {}

/** What one network contributes to an answered row. */
export interface AnsweredPart {
  readonly network: string
  /** Sum per component, `null` where nobody knows it. */
  readonly components: Readonly<Record<string, number | null>>
  /** Whose numbers they are; several where apps on the network are settled on their own. */
  readonly basis: Readonly<Record<string, readonly string[]>>
  /** Reason per component that is `null`. */
  readonly unknown: Readonly<Record<string, string>>
  /** Reason per component whose sum leaves something out: money without a rate. It enters no ratio. */
  readonly incomplete: Readonly<Record<string, string>>
}

/** How one component of a place is read from a row. */
interface Reading {
  readonly key: string
  /** Column of its sums and whose they are; `null` where nobody answers. */
  readonly from: { readonly column: string; readonly bases: readonly string[] } | null
  /** Why it is unknown in a row without it. */
  readonly missing: string
  readonly isDelivery: boolean
  /** Whether what is delivered and has no row of it happened 0 times. */
  readonly absentIsZero: boolean
  /** The cohort number it waits for: only beside a known one is it 0. */
  readonly cohort: string | null
}

function missingReason({ component }: PlannedComponent, settled: Settled | undefined): string {
  if (settled?.kind !== 'answered') return settled?.reason ?? NOBODY
  if (component.acquisition) return ONLY_REENGAGEMENT
  const cohort = cohortOf(component)
  return cohort === null
    ? `none is reported here on the basis ${settled.basis}`
    : `no users here are known to be past day ${cohort.cohort} on the basis ${settled.basis}`
}

function readingOf(planned: PlannedComponent, settled: Settled | undefined): Reading {
  const { key, component } = planned
  const cohort = cohortOf(component)
  return {
    key,
    from: settled?.kind === 'answered' ? { column: settled.column, bases: [settled.basis] } : null,
    missing: missingReason(planned, settled),
    isDelivery: component.from === 'delivery',
    absentIsZero: component.from === 'outcome' && settled?.kind === 'answered' && settled.absentIsZero,
    cohort: cohort === null ? null : componentKey(cohort),
  }
}

/** Currencies without a rate of which a row holds money. */
export function unconvertedCurrencies({ unconverted }: SqlRow): readonly string[] {
  if (typeof unconverted !== 'string') return []
  return unconverted
    .replaceAll(/[[\]\s']/g, '')
    .split(',')
    .filter((currency) => currency !== '')
}

/** Reads what each network contributes to the rows of an answer; what is the same for all rows is found out once. */
export class PartReader {
  readonly #plan: Plan
  readonly #settlement: Settlement
  readonly #money: readonly string[]
  readonly #readings = new Map<string, readonly Reading[]>()
  /** Whose numbers a place's are where it has all of them. */
  readonly #bases = new Map<string, AnsweredPart['basis']>()

  constructor(plan: Plan, settlement: Settlement) {
    this.#plan = plan
    this.#settlement = settlement
    this.#money = plan.components.flatMap(({ key, component }) => (isMoney(component) ? [key] : []))
  }

  read(row: SqlRow): AnsweredPart {
    const network = row.network === null || row.network === undefined ? '' : String(row.network)
    const place = placeOfRow(row)
    const readings = this.#readingsOf(place)
    const components: Record<string, number | null> = {}
    let unknown: Record<string, string> | null = null
    const unconverted = this.#incompleteMoney(row)
    let deliveries = 0
    let delivered = 0
    for (const reading of readings) {
      const { key, from, isDelivery } = reading
      const amount = from === null ? undefined : row[from.column]
      const isOrganic = isDelivery && amount === 0 && network === ORGANIC
      if (isDelivery) deliveries += 1
      if (from === null || typeof amount !== 'number' || isOrganic) {
        components[key] = null
        unknown ??= {}
        unknown[key] = isOrganic ? ORGANIC_DELIVERY : (unconverted[key] ?? reading.missing)
        continue
      }
      if (isDelivery) delivered += 1
      components[key] = amount
    }
    const isReported = deliveries === 0 || delivered > 0
    if (unknown !== null && isReported) countAbsentAsZero(readings, components, unknown)
    const basis = this.#basisOf(place, components, unknown !== null)
    const incomplete = {
      ...unconverted,
      ...(isReported ? this.#unsettled(network, place) : NONE),
    }
    return { network, components, basis, unknown: unknown ?? NONE, incomplete }
  }

  /** Whose numbers these are, by component; one object for all rows of a place that lack none. */
  #basisOf(place: string, components: AnsweredPart['components'], lacksSome: boolean): AnsweredPart['basis'] {
    const known = this.#bases.get(place)
    if (!lacksSome && known !== undefined) return known
    const basis: Record<string, readonly string[]> = {}
    for (const { key, from } of this.#readingsOf(place))
      if (from !== null && components[key] !== null) basis[key] = from.bases
    if (!lacksSome) this.#bases.set(place, basis)
    return basis
  }

  #readingsOf(place: string): readonly Reading[] {
    const known = this.#readings.get(place)
    if (known !== undefined) return known
    const readings = this.#plan.components.map((planned) =>
      readingOf(planned, this.#settlement.get(planned.key)?.get(place)),
    )
    this.#readings.set(place, readings)
    return readings
  }

  /** What nobody answers here, where the network's other apps are settled apart: their sum leaves it out. */
  #unsettled(network: string, place: string): Readonly<Record<string, string>> {
    if (!this.#plan.settledApps.has(network)) return NONE
    return Object.fromEntries(
      this.#plan.components.flatMap(({ key }) => {
        const settled = this.#settlement.get(key)?.get(place)
        return settled?.kind === 'unknown' ? [[key, settled.reason]] : []
      }),
    )
  }

  #incompleteMoney(row: SqlRow): Readonly<Record<string, string>> {
    const currencies = unconvertedCurrencies(row)
    if (currencies.length === 0) return NONE
    const reason = `money in ${currencies.join(', ')} has no rate to ${this.#plan.currency ?? 'the project currency'}`
    return Object.fromEntries(this.#money.map((key) => [key, reason]))
  }
}

/** What was delivered, or reported at all, and has no row in a report that covers it happened 0 times. */
function countAbsentAsZero(
  readings: readonly Reading[],
  components: Record<string, number | null>,
  unknown: Record<string, string>,
): void {
  const told = new Set(
    readings.flatMap(({ key, cohort }) => (cohort === null || components[key] === null ? [] : [cohort])),
  )
  for (const { key, cohort, absentIsZero, from } of readings) {
    if (from === null || !absentIsZero || components[key] !== null) continue
    if (cohort !== null && !told.has(cohort)) continue
    components[key] = 0
    delete unknown[key]
  }
}
