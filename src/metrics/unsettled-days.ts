import { addDays, type Day, type DayRange, earlierDay, laterDay, mergeRanges } from '#schema/day.ts'
import { comeBy, type LearntCurve, matureAgeOf } from '#schema/learnt-curve.ts'
import type { Catalogue, CataloguedLoad } from './catalogue.ts'
import { delayField, findCurve } from './learnt-curves.ts'
import type { Component } from './metric.ts'
import type { Plan, PlannedComponent, Variant } from './plan.ts'
import { deliveryOrder } from './settle/choose-delivery.ts'

/** Less of a day than this says too little of the whole to be raised to it. */
export const LEAST_SHARE = 0.05

/** Days of one network that a question reads, and those of them that are not settled. */
export interface NetworkDays {
  readonly covered: readonly DayRange[]
  readonly unsettled: readonly DayRange[]
}

/** First day of a load that is not settled for a count of a network. */
type UnsettledFrom = (load: CataloguedLoad, network: string, field: string | null) => Day | null

/** What a project says, and its rows tell, of how long conversions are expected. */
interface MaturitySettings {
  readonly matureAfter: number
  readonly learnt: readonly LearntCurve[]
}

/** For how many days back from its observation, that day among them, conversions are expected, and the curve that says so. */
interface Expectation {
  readonly days: number
  readonly curve: LearntCurve | null
}

const provisionalFrom: UnsettledFrom = (load) => load.provisionalFrom

/**
 * For how long counts of a load's days are expected: as learnt, else as declared, no longer than the source changes its
 * numbers. `null` for a table of our own, which is final.
 */
function expectation(
  { matureAfter, learnt }: MaturitySettings,
  load: CataloguedLoad,
  network: string,
  field: string | null,
): Expectation | null {
  if (load.refetchDays === null) return null
  const curve = findCurve(learnt, load, network, field)
  return curve === null
    ? { days: Math.min(load.refetchDays, matureAfter) + 1, curve }
    : { days: matureAgeOf(curve), curve }
}

function immatureFrom(settings: MaturitySettings, asOf: Day | undefined): UnsettledFrom {
  return (load, network, field) => {
    const expected = expectation(settings, load, network, field)
    if (expected === null) return null
    const since = asOf === undefined ? load.observedOn : earlierDay(load.observedOn, asOf)
    return addDays(since, 1 - expected.days)
  }
}

/** The newest day on which no conversions of some network are expected any more. */
export function newestMatureDay(
  { loads, slices }: Catalogue,
  settings: MaturitySettings,
  field: string,
): Day | null {
  const byLoad = new Map(loads.map((load) => [load.load, load]))
  const firstOf = immatureFrom(settings, undefined)
  const mature = slices.flatMap(({ load, network, from, to }) => {
    const known = byLoad.get(load)
    const told = [...(known?.measures.has('impressions') === true ? ['impressions'] : []), field]
    const first = known === undefined ? null : earliest(told.map((one) => firstOf(known, network, one)))
    if (from === null || to === null || (first !== null && first <= from)) return []
    return [first === null ? to : earlierDay(to, addDays(first, -1))]
  })
  return mature.reduce<Day | null>((newest, day) => (newest === null ? day : laterDay(newest, day)), null)
}

function earliest(days: readonly (Day | null)[]): Day | null {
  return days.reduce((first, day) =>
    first === null || day === null ? (first ?? day) : earlierDay(first, day),
  )
}

function clip({ from, to }: DayRange, range: { from: Day | null; to: Day | null }): readonly DayRange[] {
  const clipped = {
    from: range.from === null ? from : laterDay(from, range.from),
    to: range.to === null ? to : earlierDay(to, range.to),
  }
  return clipped.from <= clipped.to ? [clipped] : []
}

/** Loads that may answer a component for a network: of its delivery only those asked first. */
function answeringLoads(
  { component, variants }: PlannedComponent,
  reports: (load: number) => boolean,
): readonly number[] {
  const loadsOf = (some: readonly Variant[]) => some.flatMap(({ loads }) => loads).filter(reports)
  if (component.from === 'outcome') return loadsOf(variants)
  const byOrder = Map.groupBy(
    variants.filter(({ loads }) => loads.some(reports)),
    deliveryOrder,
  )
  return loadsOf(byOrder.get(Math.min(...byOrder.keys())) ?? [])
}

/** Loads that answer for a network, and the names of what they answer. */
function answersOf(plan: Plan, network: string): ReadonlyMap<number, readonly (string | null)[]> {
  const named = new Set(
    plan.catalogue.slices.filter((slice) => slice.network === network).map(({ load }) => load),
  )
  const answers = plan.components.flatMap((planned) =>
    answeringLoads(planned, (load) => named.has(load)).map((load) => ({
      load,
      field: delayField(planned.component),
    })),
  )
  return new Map(
    [...Map.groupBy(answers, ({ load }) => load)].map(([load, own]) => [
      load,
      [...new Set(own.map(({ field }) => field))],
    ]),
  )
}

/** For how long conversions of each asked network are expected: what decides, and whether it was learnt. */
export function expectations(plan: Plan): ReadonlyMap<string, Expectation> {
  const byLoad = new Map(plan.catalogue.loads.map((load) => [load.load, load]))
  const found = new Map<string, Expectation>()
  for (const network of new Set(plan.catalogue.slices.map((slice) => slice.network))) {
    for (const [load, fields] of answersOf(plan, network)) {
      const known = byLoad.get(load)
      if (known === undefined) continue
      for (const field of fields) {
        const one = expectation(plan, known, network, field)
        const longest = found.get(network)
        if (one !== null && (longest === undefined || one.days > longest.days)) found.set(network, one)
      }
    }
  }
  return found
}

function networkDays(plan: Plan, unsettledFrom: UnsettledFrom): ReadonlyMap<string, NetworkDays> {
  const { loads, slices } = plan.catalogue
  const byLoad = new Map(loads.map((load) => [load.load, load]))
  const days = new Map<string, NetworkDays>()
  for (const [network, own] of Map.groupBy(slices, (slice) => slice.network)) {
    const answers = answersOf(plan, network)
    const covered: DayRange[] = []
    const unsettled: DayRange[] = []
    for (const { load, from, to } of own) {
      const fields = answers.get(load)
      const known = byLoad.get(load)
      if (fields === undefined || known === undefined || from === null || to === null) continue
      covered.push(...clip({ from, to }, plan.range))
      const first = earliest(fields.map((field) => unsettledFrom(known, network, field)))
      if (first !== null && first <= to)
        unsettled.push(...clip({ from: laterDay(first, from), to }, plan.range))
    }
    days.set(network, { covered: mergeRanges(covered), unsettled: mergeRanges(unsettled) })
  }
  return days
}

/** First day of a load that cannot be completed: no curve is known, or hardly anything has come by then. */
function uncompletedFrom(
  plan: Plan,
  load: CataloguedLoad,
  network: string,
  field: string | null,
): { readonly day: Day; readonly why: string } | null {
  if (load.refetchDays === null) return null
  const curve = findCurve(plan.learnt, load, network, field)
  if (curve !== null) {
    const early = curve.share.findLastIndex((_, age) => comeBy(curve, age).share < LEAST_SHARE)
    if (early === -1) return null
    return { day: addDays(load.observedOn, -early), why: 'by its age hardly anything of a day has come' }
  }
  if (plan.delays.has(load.source)) return null
  const day = immatureFrom(plan, undefined)(load, network, field)
  return day === null ? null : { day, why: 'its source has no curve under delays of permille.yaml' }
}

/** The newest asked day of a network that would have to be completed and cannot be, and why. */
export function uncompletedDay(
  plan: Plan,
  network: string,
  component: Component,
  { loads }: Variant,
): { readonly day: Day; readonly why: string } | null {
  if (plan.query.maturity !== 'completed') return null
  const field = delayField(component)
  const days = plan.catalogue.slices.flatMap(({ load, network: own, from, to }) => {
    const known = plan.catalogue.loads.find((one) => one.load === load)
    if (own !== network || !loads.includes(load) || known === undefined) return []
    const first = uncompletedFrom(plan, known, network, field)
    if (first === null || from === null || to === null || first.day > to) return []
    const { why } = first
    return clip({ from: laterDay(first.day, from), to }, plan.range).map((range) => ({ day: range.to, why }))
  })
  return days.toSorted((a, b) => b.day.localeCompare(a.day))[0] ?? null
}

/**
 * For each network, the days of the asked range and which of them are provisional: observed when they were
 * younger than the days back their source still changes.
 */
export function provisionalDays(plan: Plan): ReadonlyMap<string, NetworkDays> {
  return networkDays(plan, provisionalFrom)
}

/** The same with the days that are immature: observed when conversions were still expected on them. */
export function immatureDays(plan: Plan): ReadonlyMap<string, NetworkDays> {
  return networkDays(plan, immatureFrom(plan, plan.query.asOf))
}
