import { type Catalogue, readCatalogue, readDataVersion } from '#metrics/index.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import { sharedRead } from './shared-read.ts'

/** What a store holds now, read again only after it has changed. */
export class CurrentCatalogue {
  readonly #warehouse: Warehouse
  #known: { readonly catalogue: Catalogue; readonly changes: number } | null = null
  #changes = 0

  constructor(warehouse: Warehouse) {
    this.#warehouse = warehouse
  }

  read(): Promise<Catalogue> {
    return this.#current.read()
  }

  /** Whether there were rows when it was read last. */
  get hadRows(): boolean {
    return (this.#known?.catalogue.loads.length ?? 0) > 0
  }

  /** To be said once a change is committed that its loads do not tell; what was read before it does not count. */
  changed(): void {
    this.#changes += 1
  }

  readonly #current = sharedRead(async () => {
    const changes = this.#changes
    const version = await readDataVersion(this.#warehouse)
    if (this.#known?.changes === changes && this.#known.catalogue.dataVersion === version)
      return this.#known.catalogue
    const catalogue = await readCatalogue(this.#warehouse)
    this.#known = { catalogue, changes }
    return catalogue
  })
}
