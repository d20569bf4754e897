import type { Day, DayRange } from '#schema/day.ts'
import type { LearntCurve } from '#schema/learnt-curve.ts'
import type { Note } from '#schema/note.ts'
import type { Catalogue } from './catalogue.ts'
import type { Grouping } from './grouping.ts'
import type { Component, Metric } from './metric.ts'
import type { Filter, MetricCondition, Query } from './query.ts'
import type { SettledApps } from './settle/place.ts'

/** Rows of a load that do not count, because another report of the same source answers for them. */
export interface Exclusion {
  readonly load: number
  /** `null`: rows without a day. */
  readonly days: { readonly from: Day; readonly to: Day } | null
  readonly scope: {
    readonly account: string | null
    readonly app: string | null
    readonly os: string | null
  } | null
}

/** The install days of some networks, or apps on them, whose users are old enough, and loads whose rows without a day are. */
export interface ReachedDays {
  readonly places: readonly string[]
  readonly days: readonly DayRange[]
  readonly dateless: readonly number[]
}

/** One reading of a component: whose number it is, and which rows carry it. */
export interface Variant {
  readonly basis: string
  /** Who passes the number on: a network itself, or somebody who collects them. */
  readonly via: 'source' | 'aggregator'
  readonly loads: readonly number[]
  readonly kinds: readonly number[]
  /** The only kinds that count, for a number of one touch; `null` for all. */
  readonly touched: readonly number[] | null
  readonly exclusions: readonly Exclusion[]
  /** The only rows that count, for a number of a cohort's day; `null` for all. */
  readonly reached: readonly ReachedDays[] | null
  /** Whether rows known to be re-engagement do not count. */
  readonly acquisition: boolean
}

/** Loads of one source observed on one day, and the share of a day's conversions that had come by its age then. */
export interface CompletedLoads {
  readonly loads: readonly number[]
  readonly source: string
  readonly observedOn: Day
  /** What is completed, by the names curves have; `null` for every count. */
  readonly field: string | null
  /** The network it is of; `null` for all that have no curve of their own among these loads. */
  readonly network: string | null
  /** By age in days from 0; older days have them all. */
  readonly shares: readonly number[]
  /** What it was learnt from; `null` for a declared curve. */
  readonly learnt: LearntCurve | null
}

/** Per source, the share of a day's conversions that has come when the day is 0, 1, 2 … days old. */
export type DelayCurves = ReadonlyMap<string, readonly number[]>

export interface PlannedComponent {
  readonly key: string
  readonly component: Component
  readonly variants: readonly Variant[]
}

export interface PlannedRange {
  readonly from: Day | null
  readonly to: Day | null
  readonly includesDateless: boolean
}

export interface PlannedFilter {
  readonly filter: Filter
  /** What its dimensions stand for. */
  readonly groupings: readonly Grouping[]
}

/** Conditions on answered rows, every metric found. */
export type PlannedHaving =
  | (MetricCondition & { readonly resolved: Metric })
  | { readonly all: readonly PlannedHaving[] }
  | { readonly any: readonly PlannedHaving[] }

/** A query with every name resolved and every default taken; rewrites turn one plan into the next. */
export interface Plan {
  readonly query: Query
  readonly metrics: readonly Metric[]
  readonly groupings: readonly Grouping[]
  readonly filters: readonly PlannedFilter[]
  readonly having: readonly PlannedHaving[]
  readonly range: PlannedRange
  /** Days that do not count, per network. */
  readonly leftOutDays: ReadonlyMap<string, readonly DayRange[]>
  /** Networks none of whose days is settled, and that are counted all the same. */
  readonly unsettledNetworks: readonly string[]
  /** Apps whose numbers are settled apart from the rest of their network. */
  readonly settledApps: SettledApps
  /** Loads answered by what is kept of them summed by creative. */
  readonly rolledLoads: ReadonlySet<number>
  /** Weekday a week begins with, 0 being Monday. */
  readonly firstWeekday: number
  /** Days back from its observation on which conversions of a day are still expected. */
  readonly matureAfter: number
  readonly delays: DelayCurves
  /** What the project's own rows tell of delays. */
  readonly learnt: readonly LearntCurve[]
  /** Loads whose newest days are counted with what is still to come. */
  readonly completed: readonly CompletedLoads[]
  readonly components: readonly PlannedComponent[]
  readonly currency: string | null
  readonly convertMoney: boolean
  readonly catalogue: Catalogue
  readonly notes: readonly Note[]
}
