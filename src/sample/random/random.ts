const GOLDEN = 0x9e3779b9

function hashText(text: string, start: number): number {
  let hash = start
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

function splitMix(state: number): number {
  let mixed = state >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

function rotate(value: number, count: number): number {
  return (value << count) | (value >>> (32 - count))
}

/** A repeatable stream of random numbers (xoshiro128**): the same seed gives the same numbers everywhere. */
export class Random {
  readonly #path: string
  #a: number
  #b: number
  #c: number
  #d: number

  private constructor(path: string, words: readonly [number, number, number, number]) {
    this.#path = path
    const [a, b, c, d] = words
    this.#a = a | 0
    this.#b = b | 0
    this.#c = c | 0
    this.#d = d | 0
  }

  static fromSeed(seed: string): Random {
    const hash = hashText(seed, 0x811c9dc5)
    const other = splitMix(hashText(seed, 0x2f0b4c47))
    return new Random(seed, [
      splitMix(hash + GOLDEN),
      splitMix(other + 2 * GOLDEN),
      splitMix((hash ^ rotate(other, 13)) + 3 * GOLDEN),
      splitMix(hash + other + 4 * GOLDEN) | 1,
    ])
  }

  /** The stream with exactly these four words of state, for comparison with other implementations. */
  static fromState(words: readonly [number, number, number, number]): Random {
    return new Random(words.join(' '), words)
  }

  /** An independent stream for a part of the work, the same however far this one has been read. */
  fork(...labels: readonly (string | number)[]): Random {
    return Random.fromSeed(`${this.#path}/${labels.join('/')}`)
  }

  /** A whole number from 0 to 2³² − 1. */
  word(): number {
    const result = Math.imul(rotate(Math.imul(this.#b, 5), 7), 9)
    const shifted = this.#b << 9
    this.#c ^= this.#a
    this.#d ^= this.#b
    this.#b ^= this.#c
    this.#a ^= this.#d
    this.#c ^= shifted
    this.#d = rotate(this.#d, 11)
    return result >>> 0
  }

  /** A number in [0, 1) with 53 random bits. */
  uniform(): number {
    const high = this.word() >>> 5
    return (high * 0x4000000 + (this.word() >>> 6)) / 0x20000000000000
  }

  /** A whole number from 0 to `bound` − 1. */
  below(bound: number): number {
    return Math.floor(this.uniform() * bound)
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0]
  }
}
