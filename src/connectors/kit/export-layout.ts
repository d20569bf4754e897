import type { Attribution, Basis, DateBasis } from '#schema/basis.ts'
import type { Dimension } from '#schema/dimension.ts'

/** How the text of a column is turned into its number. */
export type ColumnUnit = 'plain' | 'micros' | 'thousandths' | 'cents'

/** One column of a layout: what it means, and every header it is known by, the English one first. */
export interface LayoutColumn {
  /** Field name as `parseFieldTarget` reads it: `impressions`, `campaign_id`, `event.install` … */
  readonly field: string
  /** Headers in any language as the source writes them; matching ignores case, spacing and a currency suffix. */
  readonly headers: readonly string[]
  readonly unit?: ColumnUnit
  /** Values of another column this one counts under, e.g. Meta's `Results` under `Result indicator`. */
  readonly onlyWhen?: { readonly header: string; readonly matches: RegExp }
  /** Who says so, where it differs from the layout's own basis (an aggregator passing on network numbers). */
  readonly basis?: Basis
  /** The day it is booked on, where that differs from the layout's own. */
  readonly dateBasis?: DateBasis
}

/** A family of columns found by pattern, e.g. AppsFlyer's `NAME (Unique users)`. */
export interface LayoutColumnPattern {
  readonly pattern: RegExp
  /** Field name built from the pattern's groups, `$1` being the first; lower-cased with `_` for spaces. */
  readonly field: string
  readonly unit?: ColumnUnit
  readonly basis?: Basis
}

/** How one kind of export file of a source is recognised and what its columns mean. */
export interface ExportLayout {
  /** Unique within the source, kebab-case: `partners-by-date`. */
  readonly id: string
  readonly label: string
  /** `touch`: one row per install or event; `aggregate`: rows that already count. */
  readonly grain: 'aggregate' | 'touch'
  readonly signature: {
    /** Field names that must be found among the headers. */
    readonly required: readonly string[]
    /** Headers hardly any other source uses; each adds to the score. */
    readonly distinctive: readonly string[]
    /** Headers that rule the layout out. */
    readonly forbidden?: readonly string[]
    /** What the cells of a column say, for reports that share one header row: all of them, or some. */
    readonly cells?: { readonly header: string; readonly matches: RegExp; readonly need: 'every' | 'some' }
  }
  readonly columns: readonly LayoutColumn[]
  readonly patterns?: readonly LayoutColumnPattern[]
  /** Dimension values the file implies without a column, e.g. `{ network: 'Unity Ads' }`. */
  readonly constants?: Readonly<Partial<Record<Dimension, string>>>
  /** Who says so. */
  readonly basis: Basis
  readonly attribution: Attribution
  readonly dateBasis: DateBasis
  /** Zone the source always reports in, where it has one; else preamble, column or project zone. */
  readonly zone?: string
  /** Currency the source always reports in, where it has one. */
  readonly currency?: string
  /** Dimension texts that stand for absent, beside the general ones: AppsFlyer's `None`. */
  readonly absent?: readonly string[]
  /** Headers that hold a device's or user's identifier: replaced by keyed hashes before the file is kept. */
  readonly identifiers?: readonly string[]
  /** Event of a touch row that names none. */
  readonly event?: string
  /** Reports that do not sum to the account (asset rows, top-N lists) answer only inside themselves. */
  readonly partial?: boolean
  /** Known headers that carry nothing we keep (the source's own ratios, ranks, notes); a pattern for a family. */
  readonly ignored?: readonly (string | RegExp)[]
}
