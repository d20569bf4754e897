import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import type { LayoutCandidate } from '#connectors/recognise/recognise.ts'
import type { SavedMapping } from './import-settings.ts'
import type { MappedColumn } from './mapped-column.ts'

/** What a table is and what its columns mean, or what is missing to say so. */
export type TableMeaning =
  | {
      readonly kind: 'known'
      readonly source: string
      readonly label: string
      readonly layout: ExportLayout | null
      /** Name of the layout or saved mapping; `null` for a one-time mapping. */
      readonly layoutName: string | null
      readonly columns: readonly MappedColumn[]
      readonly ignored: ReadonlyMap<string, string>
      readonly currency: string | null
      /** The saved mapping that recognised it. */
      readonly saved: SavedMapping | null
    }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly LayoutCandidate[] }
  | { readonly kind: 'unknown' }
