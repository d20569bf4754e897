import { z } from 'zod'
import { Basis } from '#schema/basis.ts'
import { DIMENSION_NAMES } from '#schema/dimension.ts'
import { LoadSlice } from '#warehouse/load-slice.ts'
import { StreamSettings } from './stream/stream-settings.ts'

/** What `--set` may say for a file that does not: any dimension, and what its numbers are in. */
export const Settable = z.enum([...DIMENSION_NAMES, 'currency', 'zone', 'from', 'to'])

/** What a person says about a file, beside the file; kept with the load so that it can be read again. */
export const StatedSettings = z.object({
  source: z.string().exactOptional(),
  /** Field name → header. */
  map: z.record(z.string(), z.string()).default({}),
  set: z.partialRecord(Settable, z.string()).default({}),
  dateOrder: z.enum(['dmy', 'mdy']).exactOptional(),
  encoding: z.string().exactOptional(),
  kind: z.enum(['delivery', 'outcome', 'touch']).exactOptional(),
  /** Whose numbers the outcomes are, where no layout says so. */
  basis: Basis.exactOptional(),
  /** Name of the report, where no layout names it. */
  layout: z.string().exactOptional(),
  /** Set where the rows came from a source's API, with what they are all there is of. */
  stream: StreamSettings.exactOptional(),
  slice: LoadSlice.exactOptional(),
})
export type StatedSettings = Readonly<z.infer<typeof StatedSettings>>

/** A mapping somebody saved under a name, recognising the next file with the same headers by itself. */
export interface SavedMapping {
  readonly name: string
  readonly source: string
  /** Field name → header. */
  readonly columns: Readonly<Record<string, string>>
}

export interface ImportSettings extends StatedSettings {
  readonly savedMappings: readonly SavedMapping[]
}
