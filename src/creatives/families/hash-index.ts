const WORDS = 8

function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

function wordsOf(hash: string): Uint32Array {
  return Uint32Array.from({ length: WORDS }, (_, word) =>
    Number.parseInt(hash.slice(word * 8, word * 8 + 8) || '0', 16),
  )
}

/** How many of a hash's 256 bits are set; near none or all, the picture has no structure to be recognised by. */
export function bitsSet(hash: string): number {
  return wordsOf(hash).reduce((sum, word) => sum + ones(word), 0)
}

/**
 * Hashes of 256 bits, in memory that is read from end to end: every hash is compared, most with a few words only. Exact
 * at any distance, where an index over parts of the hash must try thousands of neighbours for 70 bits.
 */
export class HashIndex {
  #words = new Uint32Array(WORDS * 1024)
  readonly #owners: number[] = []

  add(owner: number, hash: string): void {
    const at = this.#owners.push(owner) - 1
    if ((at + 1) * WORDS > this.#words.length) {
      const longer = new Uint32Array(this.#words.length * 2)
      longer.set(this.#words)
      this.#words = longer
    }
    this.#words.set(wordsOf(hash), at * WORDS)
  }

  /** Owners of hashes that differ from this one in at most so many bits, each with its fewest. */
  near(hash: string, most: number): ReadonlyMap<number, number> {
    const asked = wordsOf(hash)
    const words = this.#words
    const found = new Map<number, number>()
    for (let at = 0; at < this.#owners.length; at += 1) {
      let bits = 0
      const start = at * WORDS
      for (let word = 0; word < WORDS && bits <= most; word += 1) {
        bits += ones((asked[word] ?? 0) ^ (words[start + word] ?? 0))
      }
      const owner = this.#owners[at]
      if (bits <= most && owner !== undefined) found.set(owner, Math.min(bits, found.get(owner) ?? bits))
    }
    return found
  }
}
