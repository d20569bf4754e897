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

/** What each load counts by day, and what its report does: all loads of it that are in force, which never overlap. */
function countedAmounts(
  { contested, contestedSpans }: Catalogue,
  loads: readonly CataloguedLoad[],
  kinds: readonly number[],
): { readonly own: ReadonlyMap<number, Amounts>; readonly ofReport: ReadonlyMap<number, Amounts> } {
  const counted = (kind: number | null) => (kind === null ? kinds.length === 0 : kinds.includes(kind))
  const own = new Map<number, Map<Day, number>>()
  const add = (days: Map<Day, number>, day: Day, amount: number) =>
    days.set(day, (days.get(day) ?? 0) + amount)
  for (const { load, day, kind, amount } of contested) {
    if (!counted(kind)) continue
    const days = own.get(load) ?? new Map<Day, number>()
    own.set(load, add(days, day, amount))
  }
  const spansOf = Map.groupBy(contestedSpans, ({ load }) => load)
  const ofReport = new Map<number, Amounts>()
  for (const siblings of Map.groupBy(loads, ({ report }) => report).values()) {
    for (const { load } of siblings) {
      const days = new Map<Day, number>()
      for (const other of siblings) {
        const isOne =
          other.load === load || shareScope(spansOf.get(load) ?? [], spansOf.get(other.load) ?? [])
        if (isOne) for (const [day, amount] of own.get(other.load) ?? []) add(days, day, amount)
      }
      ofReport.set(load, days)
    }
  }
  return { own, ofReport }
}

function completeLoads(
  catalogue: Catalogue,
  loads: readonly CataloguedLoad[],
  kinds: readonly number[],
): ReadonlySet<number> {
  const { own: byLoad, ofReport } = countedAmounts(catalogue, loads, kinds)
  const shortOf = (load: number, days: Amounts, other: number) => {
    let own = 0
    let others = 0
    for (const day of days.keys()) {
      const there = ofReport.get(other)?.get(day)
      if (there === undefined) continue
      own += ofReport.get(load)?.get(day) ?? 0
      others += there
    }
    return own < COMPLETE * others
  }
  const complete = loads.filter(({ load, partial, report }) => {
    if (partial) return false
    const days = byLoad.get(load)
    if (days === undefined) return true
    return loads.every(
      (other) => other.report === report || other.partial || !shortOf(load, days, other.load),
    )
  })
  return new Set(complete.map(({ load }) => load))
}

function overlap(a: ContestedSpan, b: ContestedSpan): { from: Day; to: Day } | null {
  if (!fits(a.account, b.account) || !fits(a.app, b.app) || !fits(a.os, b.os)) return null
  const from = laterDay(a.from, b.from)
  const to = earlierDay(a.to, b.to)
  return from > to ? null : { from, to }
}

function grainOf({ dimensions }: CataloguedLoad): string {
  return [...dimensions].sort().join(' ')
}

/** A total order: in a ring of three each would yield to the next, and nobody would answer. */
function before(a: Candidate, b: Candidate): boolean {
  if (a.answers !== b.answers) return a.answers
  if (a.complete !== b.complete) return a.complete
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
      grain: grainOf(load),
      grainRows: Math.min(...(ofGrain.get(grainOf(load)) ?? []).map(({ rows }) => rows)),
    }))
    for (const winner of candidates) {
      for (const loser of candidates) {
        if (winner.load.report === loser.load.report || !before(winner, loser)) continue
        for (const won of spansOf.get(winner.load.load) ?? []) {
          for (const lost of spansOf.get(loser.load.load) ?? []) {
            const days = overlap(won, lost)
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
 * one that carries what was asked, complete before partial, then the smallest
 * grain, and of one grain the newest, which knows more.
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
    message: `${[...sources].join(', ')}: several reports cover the same days; one answers, they are not added.`,
  }
  return { ...plan, components, notes: [...plan.notes, note] }
}
