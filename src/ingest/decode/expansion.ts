import type { DecodeLimits } from './decoded-table.ts'
import { refuse } from './refuse.ts'

const RATIO_MATTERS_FROM = 64 * 1024 * 1024

/** Counts what a packed file expands to and refuses it past the limits. */
export class Expansion {
  readonly #name: string
  readonly #packedBytes: number
  readonly #limits: DecodeLimits
  #expanded = 0

  constructor(name: string, packedBytes: number, limits: DecodeLimits) {
    this.#name = name
    this.#packedBytes = packedBytes
    this.#limits = limits
  }

  add(bytes: number): void {
    this.#expanded += bytes
    const ratio = this.#expanded / Math.max(1, this.#packedBytes)
    const bomb = this.#expanded > RATIO_MATTERS_FROM && ratio > this.#limits.expansionRatio
    if (!bomb && this.#expanded <= this.#limits.expandedBytes) return
    throw refuse(
      this.#name,
      `expands to more than ${bomb ? `${this.#limits.expansionRatio} times its size` : formatSize(this.#limits.expandedBytes)}, which no export does`,
      'unpack it yourself and import the files inside, if you trust it',
    )
  }
}

function formatSize(bytes: number): string {
  return bytes >= 2 ** 30 ? `${Math.round(bytes / 2 ** 30)} GB` : `${Math.round(bytes / 2 ** 20)} MB`
}
