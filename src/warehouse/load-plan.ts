import type { Attribution, Basis, Counting, DateBasis, Validity } from '#schema/basis.ts'
import type { Dimension } from '#schema/dimension.ts'
import type { DeliveryMeasure } from '#schema/measure.ts'
import type { LoadSlice } from './load-slice.ts'

/** A reading of the file's columns that is computed once for each row, under a name other expressions use. */
export interface Reading {
  readonly name: string
  readonly sql: string
}

/** A column of the file as it is read: its value, and whether text stood there that could not be read. */
export interface ReadExpression {
  /** Readings the two expressions name. */
  readonly readings: readonly Reading[]
  readonly value: string
  readonly unreadable: string
  /** Header, for quarantined rows; `null` for a constant. */
  readonly header: string | null
}

/** What kind of outcome a count is; one row of the store's small dictionary. */
export interface OutcomeKind {
  readonly event: string
  readonly counting: Counting
  readonly basis: Basis
  readonly attribution: Attribution
  readonly dateBasis: DateBasis
  readonly window: string | null
  readonly cohortDay: number | null
  readonly validity: Validity
}

export interface OutcomeColumn {
  readonly kind: OutcomeKind
  readonly count: ReadExpression | null
  readonly value: ReadExpression | null
}

/** What a row counts: one column per event, or one event per row, named by a cell. */
export type OutcomePlan =
  | { readonly by: 'column'; readonly columns: readonly OutcomeColumn[] }
  | {
      readonly by: 'row'
      /** SQL for the event's name as it stands in the file. */
      readonly event: string
      /** SQL for the event as it is called everywhere. */
      readonly named: string
      readonly kinds: readonly { readonly name: string; readonly kind: OutcomeKind }[]
      /** `null`: every row is one event. */
      readonly count: ReadExpression | null
      readonly value: ReadExpression | null
    }

/** Columns that name an object or a circumstance: dimensions, own tags, money's currency, a row's own period. */
export type MemberColumn = Dimension | 'currency' | 'period_start' | 'period_end'

/** Texts a touch row has beside its dimensions. */
export const TOUCH_TEXTS = [
  'touch_type',
  'device_key',
  'address_key',
  'device_model',
  'os_version',
  'rejection_reason',
] as const
/** Times a touch row has, in the zone of its file. */
export const TOUCH_TIMES = ['touch_time', 'install_time', 'event_time'] as const

/** What a raw log tells of each of its rows, beside what they count; all of it SQL. */
export interface TouchPlan {
  /** True for rows that some touch earned: all but organic ones. */
  readonly isAttributed: string
  readonly isRejected: string
  readonly texts: Readonly<Partial<Record<(typeof TOUCH_TEXTS)[number], string>>>
  readonly times: Readonly<Partial<Record<(typeof TOUCH_TIMES)[number], string>>>
  /** Sources that touched the user too, absent ones among them. */
  readonly contributors: readonly string[]
}

/** Everything needed to read one table of a file into the store; a value, nothing has been read yet. */
export interface LoadPlan {
  readonly source: string
  readonly layout: string | null
  readonly fileName: string
  /** SHA-256 of the file; it may still be computed while its rows are read. */
  readonly contentHash: string | Promise<string>
  readonly settingsHash: string
  /** What a person said about the file, as JSON, so that it can be read again. */
  readonly settings: string
  /** `FROM` expression that yields the file's columns as text, in file order when `ordered`. */
  relation(options: { readonly ordered: boolean }): string
  readonly headers: readonly string[]
  /** Spreadsheet row of the first data row. */
  readonly firstRow: number
  /** SQL yielding a DATE, or `null` for a file without days. */
  readonly day: ReadExpression | null
  /** The period of a file without days, where it states one. */
  readonly period: { readonly from: string; readonly to: string } | null
  /** Text expression per column; applied after rows with equal cells were gathered. */
  readonly members: Readonly<Partial<Record<MemberColumn, string>>>
  readonly tags: Readonly<Record<string, string>>
  /** What the file says of objects beside their names: `status.campaign` … as text, days as `YYYY-MM-DD`. */
  readonly attributes: Readonly<Record<string, string>>
  /** Columns of the file that `members`, `tags` and `attributes` are made from. */
  readonly memberHeaders: readonly string[]
  readonly delivery: Readonly<Partial<Record<DeliveryMeasure, ReadExpression>>>
  readonly deliveryBasis: Basis
  readonly outcomes: OutcomePlan
  /** `null` for a table whose rows count several things already. */
  readonly touch: TouchPlan | null
  /** True for a row that sums others. */
  readonly isTotal: string
  /** True for a row without content. */
  readonly isBlank: string
  /** True for rows that carry one more reason not to be read, with that reason. */
  readonly refusals: readonly {
    readonly when: string
    readonly column: string | null
    readonly reason: string
  }[]
  readonly zone: string | null
  readonly zoneFrom: string
  readonly currency: string | null
  /** When the source was asked, as an instant. */
  readonly observedAt: string
  readonly partial: boolean
  /** What the rows are all there is of; then they replace all of it, and their absence too. Also in `settings`. */
  readonly slice: LoadSlice | null
  /** Key of the report where its grain is known beforehand; else it is told from the rows. */
  readonly report: string | null
}

/** Rows that could not be read for one reason in one column. */
export interface QuarantinedRows {
  readonly column: string | null
  readonly reason: string
  readonly count: number
  /** The first of them: spreadsheet row and cell. */
  readonly first: readonly { readonly row: number; readonly value: string | null }[]
}

/** Sum per field name (`impressions`, `event.install`, `value.purchase`, `unique.purchase`, `rejected.install`). */
export type Totals = Readonly<Record<string, number>>

/** What a load found and did, or would do. */
export interface LoadOutcome {
  readonly load: number
  /** The load that already holds exactly this, when there is one. */
  readonly unchangedFrom: number | null
  readonly rows: {
    readonly read: number
    readonly stored: number
    readonly quarantined: number
    readonly totals: number
    readonly blank: number
  }
  readonly days: { readonly from: string; readonly to: string } | null
  readonly dateless: boolean
  readonly report: string
  readonly scopes: readonly {
    readonly account: string | null
    readonly app: string | null
    readonly os: string | null
  }[]
  readonly currencies: readonly string[]
  readonly totals: Totals
  /** The file's own total rows, each with its sums. */
  readonly statedTotals: readonly Totals[]
  readonly quarantine: readonly QuarantinedRows[]
  /** Rows of a raw log kept one by one, and how many of them say no time of their touch. */
  readonly touches: { readonly rows: number; readonly untimed: number }
  readonly replaced: { readonly rows: number; readonly loads: readonly number[]; readonly totals: Totals }
}
