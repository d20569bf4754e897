import type { Dimension } from '#schema/dimension.ts'
import type { Account } from './account.ts'
import type { FieldValues } from './auth/auth.ts'
import type { Cells } from './cells.ts'
import type { ExportLayout } from './export-layout.ts'
import type { Fetch } from './fetch.ts'

/** What one request of a stream is about. Days are the account's own, both included. */
export interface SliceContext {
  readonly fields: FieldValues
  readonly account: Account
  readonly from: string
  readonly to: string
  readonly version: string
}

/** A context with the objects a stream is asked for one by one, or in batches. */
export interface ParentContext extends SliceContext {
  readonly parents: readonly string[]
}

/** Where a source has to be asked for what it says the days of a report add up to. */
export interface AskedTotal {
  /** What to ask for; every row of the answers is added up. */
  fetch(context: SliceContext): readonly Fetch[]
}

/** Columns a report lacks, looked up by an id it has: names, and addresses of creative files. */
export interface Enrichment {
  readonly id: string
  /** Column of the rows that holds the id. */
  readonly key: string
  /** Ids asked for at once. */
  readonly batch: number
  /** What to ask for these ids; nothing where the connection lacks what it takes. */
  fetch(context: SliceContext, ids: readonly string[]): readonly Fetch[]
  /** Id and columns in a row of the answer. */
  entry(row: Cells): { readonly id: string; readonly columns: Cells } | null
}

/** A report whose rows arrive in slices: what they are told apart by, and what their columns mean. */
export interface LandedReport {
  /** Kebab-case, unique within the source. */
  readonly id: string
  readonly label: string
  /** Dimensions each row is told apart by, beside day and account. */
  readonly grain: readonly Dimension[]
  /** What its columns mean. Its `signature.required` are the fields without which an answer is refused. */
  readonly layout: ExportLayout
}

/** One report of a source's API, at one grain. */
export interface Stream extends LandedReport {
  /** Whether it is read unless somebody says otherwise. Small reports only: site and asset reports are asked for. */
  readonly byDefault: boolean
  /** Days back from today that are asked for again, since their numbers still change. */
  readonly refetchDays: number
  /** How far back the source answers. */
  readonly history: { readonly days: number; readonly since?: string }
  /** Most days of one request. */
  readonly daysPerRequest: number
  /** Fewest days of one request, where the source refuses fewer; what it answers beyond is left out. */
  readonly leastDays?: number
  /** Days that are stored in one step; a request's days, or a week, where nothing is said. */
  readonly daysPerLoad?: number
  /** Hours after its end that a day is complete, and asked for. */
  readonly completeAfterHours: number
  fetch(context: SliceContext): readonly Fetch[]
  /** For a report asked for once per campaign or the like: its ids first, then `fetchOf` for each batch of them. */
  readonly parents?: {
    readonly batch: number
    fetch(context: SliceContext): readonly Fetch[]
    id(row: Cells): string | null
    fetchOf(context: ParentContext): readonly Fetch[]
  }
  /** A row as it should land: a day the answer does not carry, a better name of a column; `null` leaves it out. */
  row?(cells: Cells, context: SliceContext): Cells | null
  readonly enrich?: readonly Enrichment[]
  /** Its own total of the same days, which costs a request; answers may also hold one, marked as such. */
  readonly total?: AskedTotal
}
