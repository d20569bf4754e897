import type { DecodedTable } from './decode/decoded-table.ts'
import type { FileFacts } from './file-facts.ts'
import type { ImportSettings } from './import-settings.ts'
import type { TableFormats } from './table-formats.ts'
import type { TableMeaning } from './table-meaning.ts'

/** A table of which everything is known that reading it takes. */
export interface KnownTable {
  readonly table: DecodedTable
  readonly meaning: TableMeaning & { kind: 'known' }
  readonly formats: TableFormats
  readonly facts: FileFacts
  readonly settings: ImportSettings
  readonly project: { readonly currency: string | null; readonly timezone: string }
  readonly contentHash: Promise<string>
  readonly settingsHash: string
  readonly storedSettings: string
  readonly observedAt: string
  /** Names of the events of a table that counts one event per row. */
  readonly eventNames: readonly string[]
  /** Headers under which “Total” or the like is a name and not a label. */
  readonly totalNames: readonly string[]
}
