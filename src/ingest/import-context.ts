import type { Warehouse } from '#warehouse/warehouse.ts'

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

/** A file as it was handed over: where it lies, and what the person calls it. */
export interface HandedFile {
  readonly path: string
  readonly name: string
  /** Content hash of an original that is read again from where it is kept, identifiers hidden already. */
  readonly keptAs?: string
}
