import type { Catalogue } from '#metrics/index.ts'
import type { Store } from './store.ts'

/** Rows as of one moment, and what was learnt from them. */
export interface RowsVersion {
  readonly catalogue: Catalogue
  readonly learntFrom: string | null
}

/** Prepares what will be asked of rows before people are told that they are there. */
export type Renew = (rows: RowsVersion) => Promise<void>

type Rows = Pick<Store, 'catalogue' | 'learntFrom'>

/**
 * Which rows people are told there are. While an import replaces some, what was answered before still stands: it changes
 * once, when the import ends, and what is asked all the time is ready by then.
 */
export class PublishedRows {
  readonly #rows: Rows
  #held: RowsVersion | null = null
  #changes = 0
  #renew: Renew | null = null

  constructor(rows: Rows) {
    this.#rows = rows
  }

  /** What runs before changed rows are told of. */
  set renew(renew: Renew) {
    this.#renew = renew
  }

  async current(): Promise<RowsVersion> {
    return this.#held ?? (await this.#now())
  }

  /** Whether the rows people are told of are those an answer is made from now. */
  async areCurrent(): Promise<boolean> {
    const told = this.#held
    return told === null || told.catalogue.dataVersion === (await this.#rows.catalogue()).dataVersion
  }

  /** Changes rows; when it ends, whoever asks is answered from what there is then. */
  async change<T>(work: () => Promise<T>): Promise<T> {
    this.#changes += 1
    try {
      this.#held ??= await this.#now()
      return await work()
    } finally {
      await this.#publish()
    }
  }

  async #publish(): Promise<void> {
    try {
      const now = await this.#now()
      const told = this.#held
      const isOther =
        told?.catalogue.dataVersion !== now.catalogue.dataVersion || told.learntFrom !== now.learntFrom
      if (isOther) await this.#renew?.(now).catch(() => {})
      this.#held = now
    } finally {
      this.#changes -= 1
      if (this.#changes === 0) this.#held = null
    }
  }

  async #now(): Promise<RowsVersion> {
    return { catalogue: await this.#rows.catalogue(), learntFrom: this.#rows.learntFrom }
  }
}
