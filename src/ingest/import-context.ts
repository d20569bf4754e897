import type { LoadPlan } from '#warehouse/load-plan.ts'
import type { LoadOptions, Warehouse } from '#warehouse/warehouse.ts'

/** What an import needs of the project it goes into. */
export interface ImportContext {
  readonly warehouse: Warehouse
  /** Folder the store may read files from. */
  readonly scratch: string
  /** Folder originals are kept in, by content hash. */
  readonly landing: string
  /** Turns a device's or user's identifier into one that only this project can match. */
  readonly identifierKey: string
  readonly currency: string | null
  readonly timezone: string
}

export interface ImportOptions extends LoadOptions {
  /** Told of every table that was read, with the plan it was read by. */
  readonly onRead?: (plan: LoadPlan) => Promise<void>
}

/** A file as it was handed over: where it lies, and what the person calls it. */
export interface HandedFile {
  readonly path: string
  readonly name: string
  /** Content hash of an original that is read again from where it is kept, identifiers hidden already. */
  readonly keptAs?: string
}
