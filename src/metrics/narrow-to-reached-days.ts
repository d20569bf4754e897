import {
  addDays,
  type Day,
  type DayRange,
  earlierDay,
  laterDay,
  mergeRanges,
  subtractRanges,
} from '#schema/day.ts'
import type { CompiledColumn } from './compile.ts'
import { type CohortComponent, cohortOf, componentKey } from './metric.ts'
import type { Plan, ReachedDays, Variant } from './plan.ts'
import { networkOf, placeOfSlice } from './settle/place.ts'
import type { Settlement } from './settle/settlement.ts'

/** Install days of one place: those whose users were old enough when they were observed, and the others. */
interface ToldDays {
  readonly reached: readonly DayRange[]
  readonly young: readonly DayRange[]
  readonly dateless: readonly number[]
  readonly datelessYoung: readonly number[]
}

const BEFORE_ALL = '0001-01-01'

/** Last install day whose users a load has followed to the end of a day of their life. */
function lastReached({ catalogue }: Plan, variant: Variant, load: number, cohort: number): Day {
  const found = catalogue.loads.find((own) => own.load === load)
  if (found === undefined) return BEFORE_ALL
  const told = found.kinds
    .filter(({ kind }) => variant.kinds.includes(kind))
    .map(({ lastTold }) => lastTold ?? BEFORE_ALL)
  return told.reduce(earlierDay, addDays(found.observedOn, -1 - cohort))
}

function toldDays(plan: Plan, variant: Variant, place: string, cohort: number): ToldDays {
  const { slices, loads } = plan.catalogue
  const reached: DayRange[] = []
  const young: DayRange[] = []
  const dateless: number[] = []
  const datelessYoung: number[] = []
  for (const load of variant.loads) {
    const own = slices.filter((slice) => slice.load === load)
    if (!own.some((slice) => placeOfSlice(plan, slice) === place)) continue
    const last = lastReached(plan, variant, load, cohort)
    const excluded = variant.exclusions.flatMap(({ load: out, days }) =>
      out === load && days !== null ? [days] : [],
    )
    for (const { from, to } of own) {
      if (from === null || to === null) continue
      const days = subtractRanges([{ from, to }], excluded)
      reached.push(...days.flatMap((range) => clip(range, BEFORE_ALL, last)))
      young.push(...days.flatMap((range) => clip(range, addDays(last, 1), range.to)))
    }
    if (own.some(({ from }) => from === null)) {
      const found = loads.find((one) => one.load === load)
      const end = found?.periodTo ?? null
      const isOld = found !== undefined && end !== null && addDays(end, cohort) < found.observedOn
      ;(isOld ? dateless : datelessYoung).push(load)
    }
  }
  return { reached: subtractRanges(reached, young), young: mergeRanges(young), dateless, datelessYoung }
}

function clip({ from, to }: DayRange, first: Day, last: Day): readonly DayRange[] {
  const clipped = { from: laterDay(from, first), to: earlierDay(to, last) }
  return clipped.from <= clipped.to ? [clipped] : []
}

/** The same days of several places as one. */
function gathered(byPlace: ReadonlyMap<string, ToldDays>): readonly ReachedDays[] {
  const groups = Map.groupBy(byPlace, ([, { reached, dateless }]) => JSON.stringify([reached, dateless]))
  return [...groups.values()].flatMap((members) => {
    const [first] = members
    if (first === undefined) return []
    const [, { reached, dateless }] = first
    return { places: members.map(([place]) => place), days: reached, dateless }
  })
}

/** What is known of the cohorts of a question: who answers each number, and for which install days. */
interface ToldCohort {
  readonly cohort: CohortComponent
  readonly byPlace: ReadonlyMap<string, ToldDays>
}

function toldCohorts(
  plan: Plan,
  settlement: Settlement,
  columns: readonly CompiledColumn[],
): ReadonlyMap<string, ToldCohort> {
  const told = new Map<string, ToldCohort>()
  for (const { key, component } of plan.components) {
    const cohort = cohortOf(component)
    if (cohort === null || componentKey(cohort) !== key) continue
    const byPlace = new Map<string, ToldDays>()
    for (const [place, settled] of settlement.get(key) ?? []) {
      if (settled.kind !== 'answered') continue
      const variant = columns.find(({ column }) => column === settled.column)?.variant
      if (variant !== undefined) byPlace.set(place, toldDays(plan, variant, place, cohort.cohort))
    }
    told.set(key, { cohort, byPlace })
  }
  return told
}

function rangeText({ from, to }: DayRange): string {
  return from === to ? from : `${from} … ${to}`
}

function notesOf(plan: Plan, told: ReadonlyMap<string, ToldCohort>): Plan['notes'] {
  const { range, catalogue } = plan
  const labelOf = (place: string) => catalogue.networkLabels.get(networkOf(place)) ?? networkOf(place)
  const young = new Map<string, { day: number; days: string; networks: Set<string> }>()
  const unknown = new Map<number, Set<string>>()
  for (const { cohort, byPlace } of told.values()) {
    const day = cohort.cohort
    for (const [place, own] of byPlace) {
      const asked = own.young.flatMap((days) => clip(days, range.from ?? days.from, range.to ?? days.to))
      if (asked.length > 0) {
        const days = asked.map(rangeText).join(', ')
        const known = young.get(`${day} ${days}`) ?? { day, days, networks: new Set<string>() }
        known.networks.add(labelOf(place))
        young.set(`${day} ${days}`, known)
      }
      if (own.datelessYoung.length > 0 && range.includesDateless)
        unknown.set(day, (unknown.get(day) ?? new Set()).add(labelOf(place)))
    }
  }
  return [
    ...[...young.values()].map(({ day, days, networks }) => ({
      code: 'cohort_too_young',
      severity: 'info' as const,
      message: `D${day}: installs of ${days} were not followed to day ${day} of their life yet and are left out above and below the line (${[...networks].toSorted().join(', ')}).`,
    })),
    ...[...unknown].map(([day, networks]) => ({
      code: 'cohort_age_unknown',
      severity: 'warning' as const,
      message: `D${day}: rows without a day, or a period that was over ${day} days before they were observed, are left out (${[...networks].toSorted().join(', ')}).`,
    })),
  ]
}

/**
 * The plan with the numbers of each cohort day, and what they are divided by, on the install days whose users were
 * old enough to tell them, or `null` when none is asked for.
 */
export function narrowToReachedDays(
  plan: Plan,
  settlement: Settlement,
  columns: readonly CompiledColumn[],
): Plan | null {
  const told = toldCohorts(plan, settlement, columns)
  if (told.size === 0) return null
  return {
    ...plan,
    components: plan.components.map((planned) => {
      const cohort = cohortOf(planned.component)
      const own = cohort === null ? undefined : told.get(componentKey(cohort))
      if (own === undefined) return planned
      const reached = gathered(own.byPlace)
      return { ...planned, variants: planned.variants.map((variant) => ({ ...variant, reached })) }
    }),
    notes: [...plan.notes, ...notesOf(plan, told)],
  }
}
