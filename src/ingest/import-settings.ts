import type { Basis } from '#schema/basis.ts'
import type { Dimension } from '#schema/dimension.ts'

/** A mapping somebody saved under a name, recognising the next file with the same headers by itself. */
export interface SavedMapping {
  readonly name: string
  readonly source: string
  /** Field name → header. */
  readonly columns: Readonly<Record<string, string>>
}

/** What a person said about a file, beside the file. */
export interface ImportSettings {
  readonly source?: string
  /** Field name → header. */
  readonly map: Readonly<Record<string, string>>
  /** Values for what the file does not carry: `app`, `os`, `account`, `network`, `currency`, `zone`, … */
  readonly set: Readonly<Partial<Record<Dimension | 'currency' | 'zone' | 'from' | 'to', string>>>
  readonly dateOrder?: 'dmy' | 'mdy'
  readonly encoding?: string
  readonly kind?: 'delivery' | 'outcome' | 'touch'
  /** Whose numbers the outcomes are, where no layout says so. */
  readonly basis?: Basis
  /** Name of the report, where no layout names it. */
  readonly layout?: string
  readonly savedMappings: readonly SavedMapping[]
}
