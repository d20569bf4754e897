import { type Day, earlierDay, laterDay } from '#schema/day.ts'
import type { Note } from '#schema/note.ts'
import type { Catalogue, CataloguedLoad, ContestedSpan } from '../catalogue.ts'
import { carries } from '../grouping.ts'
import type { Exclusion, Plan, Variant } from '../plan.ts'

/** Share of the fullest report's impressions, or outcomes, from which a report counts as complete. */
const COMPLETE = 0.98

interface Candidate {
  readonly load: CataloguedLoad
  readonly answers: boolean
  readonly complete: boolean
  /** Whether its rows say of which campaign or objective they are, where that decides what counts. */
  readonly tellsPurpose: boolean
  /** What its rows are told apart by; reports of one grain differ in their columns or their age. */
  readonly grain: string
  /** Rows of the smallest load of this grain. */
  readonly grainRows: number
}

const fits = (one: string | null, other: string | null) => one === null || other === null || one === other

/** Whether two loads tell of one account, app and OS; one that does not say of which may tell of any. */
function shareScope(one: readonly ContestedSpan[], other: readonly ContestedSpan[]): boolean {
  return one.some((a) =>
    other.some((b) => fits(a.account, b.account) && fits(a.app, b.app) && fits(a.os, b.os)),
  )
}

type Amounts = ReadonlyMap<Day, number>

/** What the report of each load counts on the days the load tells of: loads of one report never overlap. */
function reportAmounts(
  { contested, contestedSpans }: Catalogue,
  loads: readonly CataloguedLoad[],
  kinds: readonly number[],
): ReadonlyMap<number, Amounts> {
  const reports = new Map(loads.map(({ load, report }) => [load, report]))
  const counted = contested.filter(
    ({ load, kind }) => reports.has(load) && (kind === null ? kinds.length === 0 : kinds.includes(kind)),
  )
  const spansOf = Map.groupBy(contestedSpans, ({ load }) => load)
  const shares = (one: number, other: number) =>
    one === other || shareScope(spansOf.get(one) ?? [], spansOf.get(other) ?? [])
  const amounts = new Map<number, Map<Day, number>>()
  for (const ofDay of Map.groupBy(counted, ({ load, day }) => `${day} ${reports.get(load)}`).values()) {
    for (const { load, day } of new Map(ofDay.map((one) => [one.load, one])).values()) {
      const own = ofDay.filter((other) => shares(load, other.load))
      const days = amounts.get(load) ?? new Map<Day, number>()
      amounts.set(
        load,
        days.set(
          day,
          own.reduce((sum, { amount }) => sum + amount, 0),
        ),
      )
    }
  }
  return amounts
}

function shortOf(one: Amounts, other: Amounts): boolean {
  let own = 0
  let others = 0
  for (const [day, amount] of one) {
    const there = other.get(day)
    if (there === undefined) continue
    own += amount
    others += there
  }
  return own < COMPLETE * others
}

function completeLoads(
  catalogue: Catalogue,
  loads: readonly CataloguedLoad[],
  kinds: readonly number[],
): ReadonlySet<number> {
  const amounts = reportAmounts(catalogue, loads, kinds)
  const complete = loads.filter(({ load, partial, report }) => {
    if (partial) return false
    const days = amounts.get(load)
    if (days === undefined) return true
    return loads.every((other) => {
      const theirs = amounts.get(other.load)
      return other.report === report || other.partial || theirs === undefined || !shortOf(days, theirs)
    })
  })
  return new Set(complete.map(({ load }) => load))
}

function overlap(a: ContestedSpan, b: ContestedSpan): { from: Day; to: Day } | null {
  if (!fits(a.account, b.account) || !fits(a.app, b.app) || !fits(a.os, b.os)) return null
  const from = laterDay(a.from, b.from)
  const to = earlierDay(a.to, b.to)
  return from > to ? null : { from, to }
}

/**
 * The days on which a report does not answer beside another. What does not sum to its account is added to no days
 * of a report that does, so it answers none of the days that only it tells of either.
 */
function lostDays(winner: Candidate, won: ContestedSpan, loser: Candidate, lost: ContestedSpan) {
  if (!winner.answers || winner.load.partial || !loser.load.partial) return overlap(won, lost)
  return shareScope([won], [lost]) ? { from: lost.from, to: lost.to } : null
}

const PURPOSE = ['objective', 'campaign_id', 'campaign']

function grainOf({ dimensions }: CataloguedLoad): string {
  return [...dimensions].sort().join(' ')
}

/** A total order: in a ring of three each would yield to the next, and nobody would answer. */
function before(a: Candidate, b: Candidate): boolean {
  if (a.answers !== b.answers) return a.answers
  if (a.load.partial !== b.load.partial) return b.load.partial
  if (a.complete !== b.complete) return a.complete
  if (a.tellsPurpose !== b.tellsPurpose) return a.tellsPurpose
  if (a.grainRows !== b.grainRows) return a.grainRows < b.grainRows
  if (a.grain !== b.grain) return a.grain < b.grain
  return a.load.load > b.load.load
}

function exclusionsOf(plan: Plan, variant: Variant): readonly Exclusion[] {
  const { catalogue } = plan
  const groupings = [...plan.groupings, ...plan.filters.flatMap((filter) => filter.groupings)]
  const spansOf = Map.groupBy(catalogue.contestedSpans, ({ load }) => load)
  const loads = catalogue.loads.filter(({ load }) => variant.loads.includes(load))
  const exclusions = new Map<string, Exclusion>()
  for (const ofSource of Map.groupBy(loads, ({ source }) => source).values()) {
    if (new Set(ofSource.map(({ report }) => report)).size < 2) continue
    const complete = completeLoads(catalogue, ofSource, variant.kinds)
    const ofGrain = Map.groupBy(ofSource, grainOf)
    const candidates = ofSource.map((load) => ({
      load,
      answers: groupings.every((grouping) => carries(load.dimensions, grouping)),
      complete: complete.has(load.load),
      tellsPurpose: !variant.acquisition || PURPOSE.some((name) => load.dimensions.has(name)),
      grain: grainOf(load),
      grainRows: Math.min(...(ofGrain.get(grainOf(load)) ?? []).map(({ rows }) => rows)),
    }))
    for (const winner of candidates) {
      for (const loser of candidates) {
        if (winner.load.report === loser.load.report || !before(winner, loser)) continue
        for (const won of spansOf.get(winner.load.load) ?? []) {
          for (const lost of spansOf.get(loser.load.load) ?? []) {
            const days = lostDays(winner, won, loser, lost)
            if (days === null) continue
            const scope = { account: lost.account, app: lost.app, os: lost.os }
            const exclusion = { load: loser.load.load, days, scope }
            exclusions.set(JSON.stringify(exclusion), exclusion)
          }
        }
      }
    }
  }
  return [...exclusions.values()]
}

/**
 * Safe always: reports of one source count the same events, so for each day and scope one of them answers —
 * one that carries what was asked, complete before partial, for acquisition alone one that knows its campaigns, then
 * the smallest grain, and of one grain the newest, which knows more.
 */
export function oneReportAnswers(plan: Plan): Plan {
  const components = plan.components.map((component) => ({
    ...component,
    variants: component.variants.map((variant) => ({ ...variant, exclusions: exclusionsOf(plan, variant) })),
  }))
  const excluded = new Set(
    components.flatMap(({ variants }) =>
      variants.flatMap(({ exclusions }) => exclusions.map(({ load }) => load)),
    ),
  )
  if (excluded.size === 0) return { ...plan, components }
  const sources = new Set(
    plan.catalogue.loads.filter(({ load }) => excluded.has(load)).map(({ sourceLabel }) => sourceLabel),
  )
  const note: Note = {
    code: 'one_report_answers',
    severity: 'info',
    message: `${[...sources].toSorted().join(', ')}: several reports cover the same days; one answers, they are not added.`,
  }
  return { ...plan, components, notes: [...plan.notes, note] }
}
